package dev.lazymigration.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.closing.Gathering.Complete;
import dev.lazymigration.closing.Gathering.Failed;
import dev.lazymigration.closing.Gathering.Missing;
import dev.lazymigration.closing.Gathering.UnderWay;
import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant HOUR_AGO = NOW.minus(Duration.ofHours(1));
    private static final Instant DAY_AGO = NOW.minus(Gathering.HOLDS_FOR);

    private static SyncRun begun(Instant at, Optional<Instant> since) {
        return SyncRun.fresh(
                "realm", "provider", "a list", since, new SyncRun.Claim("claim", at, at.plusSeconds(60), 0));
    }

    private static SyncRun begun(Instant at) {
        return begun(at, Optional.empty());
    }

    private static Gathering after(SyncRun last) {
        return Gathering.of(Optional.of(last), NOW);
    }

    @Test
    void aSyncOfTheWholeListThatCameToItsEndWithinADayIsEnough() {
        assertThat(after(begun(HOUR_AGO).ended(SyncState.COMPLETED, NOW, ""))).isEqualTo(new Complete());
        assertThat(after(begun(DAY_AGO.plusSeconds(1)).ended(SyncState.COMPLETED, NOW, "")))
                .isEqualTo(new Complete());
    }

    @Test
    void whatCountsIsWhenItBegan() {
        assertThat(after(begun(DAY_AGO).ended(SyncState.COMPLETED, HOUR_AGO, "")))
                .isEqualTo(new Missing(true));
    }

    @Test
    void aSyncOfThoseWhoHaveChangedIsNotEnoughNorDoesItsFailureMatter() {
        SyncRun changed = begun(HOUR_AGO, Optional.of(DAY_AGO));

        assertThat(after(changed.ended(SyncState.COMPLETED, NOW, ""))).isEqualTo(new Missing(true));
        assertThat(after(changed.ended(SyncState.FAILED, NOW, "a problem"))).isEqualTo(new Missing(true));
    }

    @Test
    void oneOfThoseWhoHaveChangedLeavesTheWholeOneBeforeItWhatItIs() {
        SyncRun whole = begun(HOUR_AGO).ended(SyncState.COMPLETED, NOW, "");
        SyncRun changed = begun(NOW, Optional.of(HOUR_AGO)).after(Optional.of(whole));

        assertThat(after(changed.ended(SyncState.COMPLETED, NOW, ""))).isEqualTo(new Complete());
        assertThat(after(changed.ended(SyncState.FAILED, NOW, "a problem"))).isEqualTo(new Complete());
    }

    @Test
    void aWholeOneOfAnotherListDoesNot() {
        SyncRun whole = begun(HOUR_AGO).ended(SyncState.COMPLETED, NOW, "");
        SyncRun changed = SyncRun.fresh("realm", "provider", "another list", Optional.of(HOUR_AGO), whole.claim())
                .after(Optional.of(whole));

        assertThat(after(changed.ended(SyncState.COMPLETED, NOW, ""))).isEqualTo(new Missing(true));
    }

    @Test
    void withoutAnySyncOneIsMissing() {
        assertThat(Gathering.of(Optional.empty(), NOW)).isEqualTo(new Missing(true));
    }

    @Test
    void whoeverIsAtItIsWaitedForWhateverHeReadsAndWheneverHeBegan() {
        SyncRun.Claim lively = new SyncRun.Claim("another", HOUR_AGO, NOW.plusSeconds(1), 0);

        assertThat(after(begun(HOUR_AGO).resumed(lively))).isEqualTo(new UnderWay());
        assertThat(after(begun(DAY_AGO).resumed(lively))).isEqualTo(new UnderWay());
        assertThat(after(begun(HOUR_AGO, Optional.of(DAY_AGO)).resumed(lively))).isEqualTo(new UnderWay());
    }

    @Test
    void oneThatWasStoppedOrInterruptedGoesOn() {
        assertThat(after(begun(HOUR_AGO))).isEqualTo(new Missing(false));
        assertThat(after(begun(HOUR_AGO).ended(SyncState.STOPPED, NOW, ""))).isEqualTo(new Missing(false));
    }

    @Test
    void oneThatWasStoppedOrInterruptedTooLongAgoBeginsAnew() {
        assertThat(after(begun(DAY_AGO))).isEqualTo(new Missing(true));
        assertThat(after(begun(DAY_AGO).ended(SyncState.STOPPED, HOUR_AGO, ""))).isEqualTo(new Missing(true));
    }

    @Test
    void oneThatHasFailedIsABarForADay() {
        assertThat(after(begun(HOUR_AGO).ended(SyncState.FAILED, NOW, "a problem")))
                .isEqualTo(new Failed("a problem"));
        assertThat(after(begun(DAY_AGO).ended(SyncState.FAILED, NOW, "a problem")))
                .isEqualTo(new Missing(true));
    }
}
