package dev.lazymigration.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    }

    @Test
    void withoutASyncBeforeTheChangesAreAllWhateverKeycloakBelieves() {
        assertThat(SyncWish.changed(false).since(Optional.empty())).isEmpty();
        assertThat(SyncWish.changedSince(ENDED).since(Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
    void whomASyncThatHasNotComeToItsEndLeftOutAreAmongTheChanges(SyncState state) {
        Instant before = BEGAN.minusSeconds(60);

        for (SyncWish wish : List.of(SyncWish.changed(false), SyncWish.changedSince(ENDED))) {
            assertThat(wish.since(Optional.of(run(Optional.empty(), state)))).isEmpty();
            assertThat(wish.since(Optional.of(run(Optional.of(before), state)))).contains(before);
        }
    }
}
