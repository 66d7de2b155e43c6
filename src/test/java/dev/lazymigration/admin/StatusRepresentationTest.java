package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.admin.StatusRepresentation.Failures;
import dev.lazymigration.admin.StatusRepresentation.Migrated;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationCount;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.Availability;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.legacy.LegacyTotal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusRepresentationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static Migrated migrated(Optional<Instant> last, Map<LocalDate, Long> perDay) {
        Map<LocalDate, Map<MigrationMethod, Long>> byDay = perDay.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        day -> Map.of(MigrationMethod.LOGIN, day.getValue() - 1, MigrationMethod.RESET, 1L)));
        return Migrated.of(new MigrationCount(byDay, 1), last, NOW);
    }

    @Test
    void theTrendHasEachOfThirtyDaysTodayAmongThemAndNoOther() {
        Map<String, Long> trend = migrated(
                        Optional.empty(),
                        Map.of(
                                LocalDate.parse("2026-03-01"), 3L,
                                LocalDate.parse("2026-02-28"), 2L,
                                LocalDate.parse("2026-01-31"), 1L,
                                LocalDate.parse("2026-01-30"), 9L))
                .perDay();

        assertThat(trend.keySet())
                .hasSize(30)
                .startsWith("2026-01-31", "2026-02-01")
                .endsWith("2026-02-28", "2026-03-01");
        assertThat(trend)
                .containsEntry("2026-03-01", 3L)
                .containsEntry("2026-01-31", 1L)
                .containsEntry("2026-02-01", 0L);
        assertThat(Migrated.firstDay(NOW)).isEqualTo("2026-01-31");
        assertThat(Migrated.firstDay(NOW.minusMillis(1))).isEqualTo("2026-01-30");
    }

    @Test
    void theSumsAreThoseOfAllDays() {
        Migrated migrated = migrated(
                Optional.empty(), Map.of(LocalDate.parse("2026-03-01"), 3L, LocalDate.parse("2024-01-30"), 9L));

        assertThat(migrated.total()).isEqualTo(12);
        assertThat(migrated.by()).containsEntry("login", 10L).containsEntry("reset", 2L);
    }

    @Test
    void aDayHasPassedAfterTwentyFourHours() {
        Instant last = NOW.minusSeconds(3 * 86_400);

        assertThat(migrated(Optional.of(last), Map.of()).daysSinceLast()).isEqualTo(3);
        assertThat(migrated(Optional.of(last.plusMillis(1)), Map.of()).daysSinceLast())
                .isEqualTo(2);
        assertThat(migrated(Optional.of(NOW.plusSeconds(5)), Map.of()).daysSinceLast())
                .as("by the clock of another node, which is fast")
                .isZero();
    }

    @Test
    void whereNobodyHasComeThereIsNoLastOne() {
        assertThat(migrated(Optional.empty(), Map.of()).last()).isNull();
        assertThat(migrated(Optional.empty(), Map.of()).daysSinceLast()).isNull();
    }

    @Test
    void failuresOfEveryKindAreNamedAlsoWhereThereIsNone() {
        Failures failures = Failures.of(Map.of(FailureKind.REFUSED, 2L, FailureKind.SCRIPT, 1L));

        assertThat(failures.total()).isEqualTo(3);
        assertThat(failures.by()).hasToString("{refused=2, not-applied=0, notice-failed=0, script=1, unavailable=0}");
    }

    private static StatusRepresentation status(Optional<LegacyStatus> legacy) {
        return StatusRepresentation.of(
                true,
                Optional.empty(),
                legacy,
                migrated(Optional.empty(), Map.of(LocalDate.parse("2026-02-28"), 7L)),
                Optional.empty(),
                Failures.of(Map.of()));
    }

    private static Optional<LegacyStatus> asked(LegacyTotal total) {
        return Optional.of(new LegacyStatus.Asked(Availability.from(NOW), Map.of(), total));
    }

    @Test
    void whatIsLeftFollowsFromTheTotalAndTheTrend() {
        StatusRepresentation status = status(asked(new LegacyTotal(OptionalLong.of(27), "")));

        assertThat(status.total()).isEqualTo(27);
        assertThat(status.totalProblem()).isNull();
        assertThat(status.remaining()).isEqualTo(20);
        assertThat(status.estimate()).isEqualTo(20);
    }

    @Test
    void whyThereIsNoTotalIsSaidWhereThereIsAReason() {
        StatusRepresentation down = status(asked(new LegacyTotal(OptionalLong.empty(), "down")));

        assertThat(down.totalProblem()).isEqualTo("down");
        assertThat(Stream.of(
                        status(Optional.empty()),
                        status(Optional.of(new LegacyStatus.Unusable("no such vault entry"))),
                        status(asked(LegacyTotal.UNTOLD))))
                .allSatisfy(status -> assertThat(status.totalProblem()).isNull())
                .allSatisfy(status -> assertThat(status.total()).isNull())
                .allSatisfy(status -> assertThat(status.remaining()).isNull())
                .allSatisfy(status -> assertThat(status.estimate()).isNull());
    }
}
