package dev.lazymigration.migration.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {

    @Test
    void growFromASecondToSixHours() {
        assertThat(IntStream.rangeClosed(1, 10).mapToObj(Pauses::after).map(Duration::toSeconds))
                .containsExactly(1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 21600L, 21600L);
        assertThat(Pauses.after(50)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void addUpToAboutHalfADayForTheUsualAttempts() {
        Duration all = IntStream.range(1, NoticeSettings.DEFAULT_ATTEMPTS)
                .mapToObj(Pauses::after)
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofHours(11), Duration.ofHours(13));
    }
}
