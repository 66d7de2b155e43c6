package dev.lazymigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NotAppliedTextTest {

    private static List<NotApplied> items(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new NotApplied("roles[" + i + "]", "there is no role " + i))
                .toList();
    }

    @Test
    void nothingIsNoText() {
        assertThat(NotAppliedText.of(List.of(), 100)).isEmpty();
    }

    @Test
    void everyItemIsNamedWithItsField() {
        assertThat(NotAppliedText.of(items(2), 100))
                .isEqualTo("roles[1]: there is no role 1; roles[2]: there is no role 2");
    }

    @Test
    void whatHasNoPlaceIsCounted() {
        assertThat(NotAppliedText.of(items(5), 60)).isEqualTo("roles[1]: there is no role 1; and 4 more");
        assertThat(NotAppliedText.of(items(5), 20)).isEqualTo("5 more");
    }

    @Test
    void itIsNeverLongerThanItsPlace() {
        for (int longest = 10; longest < 400; longest++) {
            assertThat(NotAppliedText.of(items(12), longest)).hasSizeLessThanOrEqualTo(longest);
        }
    }

    @Test
    void aTextThatFitsExactlyIsWhole() {
        String whole = NotAppliedText.of(items(3), 1_000);

        assertThat(NotAppliedText.of(items(3), whole.length())).isEqualTo(whole);
    }
}
