package dev.lazymigration.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run through a provider's whole list of users: the last one of its kind, or the one that is under way.
 *
 * @param <R> its kind
 */
public sealed interface ListRun<R extends ListRun<R>> extends ClaimableRun<R> permits SyncRun, AuditRun {

    /** How it is. */
    SyncState state();

    /** How many users the list has, as far as the legacy system has said. */
    OptionalLong total();

    /** How many rows have been read. */
    long read();

    /** When it began. */
    Instant startedAt();

    /** When it was completed or stopped or failed. */
    Optional<Instant> endedAt();

    /** Whether an administrator wants it to stop. */
    boolean stopWanted();

    /** When it was begun or, after an interruption, taken up again. */
    Instant takenUpAt();

    /** How many rows had been read by then. */
    long readBefore();

    /** The same, over. */
    R ended(SyncState newState, Instant at, String newProblem);

    /** Whether somebody is at it, as far as can be told. */
    default boolean isUnderWay(Instant now) {
        return state() == SyncState.RUNNING && isClaimed(now);
    }

    /** Rows a second since it was begun or taken up again; empty as long as that says nothing. */
    default Optional<Double> rowsPerSecond(Instant now) {
        Duration time = Duration.between(takenUpAt(), endedAt().orElse(now));
        long rows = read() - readBefore();
        return time.toMillis() < 1 || rows < 1 ? Optional.empty() : Optional.of(rows * 1000.0 / time.toMillis());
    }

    /** How long it will take at that pace; empty when the number of rows or the pace is not known. */
    default Optional<Duration> timeLeft(Instant now) {
        if (state() != SyncState.RUNNING || total().isEmpty()) {
            return Optional.empty();
        }
        long rowsLeft = Math.max(0, total().getAsLong() - read());
        return rowsPerSecond(now).map(pace -> Duration.ofMillis(Math.round(rowsLeft / pace * 1000)));
    }
}
