package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyTotal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {

    private static final List<Long> LAST_WEEK = List.of(10L, 0L, 0L, 4L, 0L, 0L, 0L);

    private static Outlook outlook(long total, long migrated, List<Long> perDay) {
        return new Outlook(new LegacyTotal(OptionalLong.of(total), ""), migrated, perDay);
    }

    private static List<Long> days(long earlier, List<Long> week, long today) {
        return Stream.of(List.of(earlier, earlier), week, List.of(today))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"100, 30, 70", "100, 0, 100", "100, 100, 0", "100, 101, 0", "0, 7, 0"})
    void whoHasNotComeAcrossRemainsAndNeverFewerThanNobody(long total, long migrated, long remaining) {
        assertThat(outlook(total, migrated, List.of()).remaining()).hasValue(remaining);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "14, 7", "15, 8", "1000000, 500000"})
    void theDaysThatAreLeftAreRoundedUpAtTheAverageOfTheLastSevenFullDays(long remaining, long days) {
        assertThat(outlook(remaining, 0, days(1_000, LAST_WEEK, 5_000)).days())
                .as("two a day in that week; neither today nor what was before counts")
                .hasValue(days);
    }

    @Test
    void whereNobodyCameInThatWeekThereIsNoEnd() {
        assertThat(outlook(100, 30, days(7, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L), 7))
                        .days())
                .isEmpty();
    }

    @Test
    void whereNobodyIsLeftItIsOverTodayWhoeverCameLast() {
        assertThat(outlook(30, 30, days(0, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L), 0))
                        .days())
                .hasValue(0);
    }

    @Test
    void withoutATotalNothingIsKnown() {
        Outlook outlook = new Outlook(LegacyTotal.UNTOLD, 30, days(7, LAST_WEEK, 7));

        assertThat(outlook.remaining()).isEmpty();
        assertThat(outlook.days()).isEmpty();
    }
}
