package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be synced.
 *
 * @param changedSince only users who have changed since then; empty when all are wanted
 * @param changedOnly whether only users are wanted who have changed since the sync before
 * @param fromStart whether one that was interrupted is not to go on, but to begin anew
 */
public record SyncWish(Optional<Instant> changedSince, boolean changedOnly, boolean fromStart) {

    public SyncWish {
        Objects.requireNonNull(changedSince, "changedSince");
    }

    public static SyncWish all(boolean fromStart) {
        return new SyncWish(Optional.empty(), false, fromStart);
    }

    /** Of those who have changed since the last sync that was completed, or of all if there was none. */
    public static SyncWish changed(boolean fromStart) {
        return new SyncWish(Optional.empty(), true, fromStart);
    }

    /** @param since when Keycloak believes that the last sync was */
    public static SyncWish changedSince(Instant since) {
        return new SyncWish(Optional.of(since), true, false);
    }

    /** Whether what was not finished is what is wanted now: one of all does for one of the changes, too. */
    boolean isServedBy(SyncRun unfinished) {
        return !fromStart && (unfinished.since().isEmpty() || changedOnly);
    }

    /**
     * Since when. Somebody who has changed while the last sync was under way may have been missed by it, so what counts is
     * when that began.
     */
    Optional<Instant> since(Optional<SyncRun> last) {
        if (!changedOnly) {
            return Optional.empty();
        }
        Optional<Instant> began = last.filter(run -> !run.isUnfinished()).map(SyncRun::startedAt);
        return changedSince.isEmpty()
                ? began
                : began.filter(changedSince.get()::isAfter).or(() -> changedSince);
    }
}
