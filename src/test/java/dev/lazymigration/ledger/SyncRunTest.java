package dev.lazymigration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SyncRunTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final SyncRun fresh = SyncRun.fresh(
            "realm",
            "provider",
            "a list",
            Optional.empty(),
            new SyncRun.Claim("claim", START, START.plusSeconds(60), 0));

    @Test
    void thePaceAndTheTimeLeftFollowFromWhatWasReadSinceItWasTakenUp() {
        SyncRun half = fresh.advanced(new SyncTally(100, 100, 0, 0, 0, 0))
                .resumed(new SyncRun.Claim("other claim", START.plusSeconds(1000), START.plusSeconds(1060), 100))
                .advanced(new SyncTally(50, 0, 50, 0, 0, 0))
                .turned(Optional.empty(), OptionalLong.of(200));
        Instant tenSecondsLater = START.plusSeconds(1010);

        assertThat(half.rowsPerSecond(tenSecondsLater)).contains(5.0);
        assertThat(half.timeLeft(tenSecondsLater)).contains(Duration.ofSeconds(10));
        assertThat(half.startedAt()).isEqualTo(START);
    }

    @Test
    void nobodyCanTellTheTimeLeftWithoutATotalOrAPace() {
        assertThat(fresh.rowsPerSecond(START.plusSeconds(1))).isEmpty();
        assertThat(fresh.turned(Optional.empty(), OptionalLong.of(7)).timeLeft(START.plusSeconds(1)))
                .isEmpty();
        assertThat(fresh.advanced(new SyncTally(1, 1, 0, 0, 0, 0)).timeLeft(START.plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void itIsUnderWayAsLongAsItsClaimHolds() {
        assertThat(fresh.isUnderWay(START.plusSeconds(59))).isTrue();
        assertThat(fresh.isUnderWay(START.plusSeconds(60))).isFalse();
        assertThat(fresh.ended(SyncState.STOPPED, START.plusSeconds(1), "").isUnderWay(START.plusSeconds(2)))
                .isFalse();
    }

    @Test
    void aTotalThatIsNoLongerSaidStays() {
        assertThat(fresh.turned(Optional.empty(), OptionalLong.of(7))
                        .turned(Optional.empty(), OptionalLong.empty())
                        .total())
                .hasValue(7);
    }
}
