package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be synced.
 *
 * @param changedSince when Keycloak believes that the last sync was; empty when it was not asked
 * @param changedOnly whether only users are wanted who have changed since the sync before, or whom that left out
 * @param fromStart whether one that was interrupted is not to go on, but to begin anew
 */
public record SyncWish(Optional<Instant> changedSince, boolean changedOnly, boolean fromStart) {

    public SyncWish {
        Objects.requireNonNull(changedSince, "changedSince");
    }

    public static SyncWish all(boolean fromStart) {
        return new SyncWish(Optional.empty(), false, fromStart);
    }

    /** Of those who have changed since the last sync began, and of whom that left out; of all if there was none. */
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
     * Since when. Keycloak takes note of the time of a sync that failed, too, so its time says nothing as long as nothing
     * has come to its end; then it can be the earlier one, if somebody has put it back.
     */
    Optional<Instant> since(Optional<SyncRun> last) {
        return changedOnly ? last.flatMap(this::sinceAfter) : Optional.empty();
    }

    /**
     * What one that has not come to its end was to read is still to be read. Somebody who has changed while one that was
     * completed was under way may have been missed by it, so what counts is when that began.
     */
    private Optional<Instant> sinceAfter(SyncRun last) {
        return last.isUnfinished()
                ? last.since()
                : changedSince.filter(last.startedAt()::isAfter).or(() -> Optional.of(last.startedAt()));
    }
}
