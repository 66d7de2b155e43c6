package dev.lazymigration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AuditRunTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final AuditRun fresh =
            AuditRun.fresh("realm", "provider", START, new RunClaim("claim", START.plusSeconds(60)));

    @Test
    void thePaceAndTheTimeLeftFollowFromWhatWasRead() {
        AuditRun half = fresh.advanced(50, OptionalLong.of(200)).advanced(50, OptionalLong.empty());

        assertThat(half.read()).isEqualTo(100);
        assertThat(half.rowsPerSecond(START.plusSeconds(10))).contains(10.0);
        assertThat(half.timeLeft(START.plusSeconds(10))).contains(Duration.ofSeconds(10));
        assertThat(fresh.rowsPerSecond(START.plusSeconds(10))).isEmpty();
        assertThat(fresh.advanced(50, OptionalLong.empty()).timeLeft(START.plusSeconds(10)))
                .isEmpty();
    }

    @Test
    void itIsUnderWayAsLongAsItsClaimLasts() {
        assertThat(fresh.isUnderWay(START.plusSeconds(59))).isTrue();
        assertThat(fresh.isUnderWay(START.plusSeconds(60))).isFalse();
        assertThat(fresh.claimedUntil(START.plusSeconds(90)).isUnderWay(START.plusSeconds(60)))
                .isTrue();
        assertThat(fresh.ended(SyncState.STOPPED, START.plusSeconds(1), "").isUnderWay(START.plusSeconds(1)))
                .isFalse();
    }

    @Test
    void itsTextHoldsNoneOfWhatWasFound() {
        assertThat(fresh.reported("{\"somebody\":1}").ended(SyncState.FAILED, START, "a problem"))
                .asString()
                .doesNotContain("somebody", "a problem");
    }
}
