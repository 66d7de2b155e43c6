package dev.lazymigration.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncWishTest {

    private static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant ENDED = BEGAN.plusSeconds(3600);

    private static SyncRun run(Optional<Instant> since, SyncState state) {
        return SyncRun.fresh("realm", "provider", "a list", since, new SyncRun.Claim("claim", BEGAN, ENDED, 0))
                .ended(state, ENDED, "");
    }

    @Test
    void aSyncOfAllServesBothWishes() {
        SyncRun stopped = run(Optional.empty(), SyncState.STOPPED);

        assertThat(SyncWish.all(false).isServedBy(stopped)).isTrue();
        assertThat(SyncWish.changed(false).isServedBy(stopped)).isTrue();
    }

    @Test
    void aSyncOfTheChangesDoesNotServeTheWishForAll() {
        SyncRun stopped = run(Optional.of(BEGAN), SyncState.FAILED);

        assertThat(SyncWish.all(false).isServedBy(stopped)).isFalse();
        assertThat(SyncWish.changedSince(BEGAN).isServedBy(stopped)).isTrue();
    }

    @Test
    void whoWantsToBeginAnewIsServedByNone() {
        assertThat(SyncWish.all(true).isServedBy(run(Optional.empty(), SyncState.STOPPED)))
                .isFalse();
    }

    @Test
    void whoHasChangedWhileTheLastSyncWasUnderWayIsNotMissed() {
        SyncRun completed = run(Optional.empty(), SyncState.COMPLETED);

        assertThat(SyncWish.changedSince(ENDED).since(Optional.of(completed))).contains(BEGAN);
        assertThat(SyncWish.changed(false).since(Optional.of(completed))).contains(BEGAN);
    }

    @Test
    void anEarlierTimeOfKeycloaksOwnHolds() {
        Instant earlier = BEGAN.minusSeconds(60);

        assertThat(SyncWish.changedSince(earlier).since(Optional.of(run(Optional.empty(), SyncState.COMPLETED))))
                .contains(earlier);
        assertThat(SyncWish.changedSince(earlier).since(Optional.empty())).contains(earlier);
    }

    @Test
    void withoutASyncThatWasCompletedTheChangesAreAll() {
        assertThat(SyncWish.changed(false).since(Optional.empty())).isEmpty();
        assertThat(SyncWish.changed(false).since(Optional.of(run(Optional.empty(), SyncState.FAILED))))
                .isEmpty();
    }
}
