package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The last sync of a provider, or the one that is under way.
 *
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param listing what tells the list that is read from another one: pages of the one mean nothing in the other
 * @param since of users who have changed since then; empty when it is one of all
 * @param state how it is
 * @param page the number of the page that is to be read next, from 1
 * @param cursor by which that page is asked for, as JSON text
 * @param total how many users the list has, as far as the legacy system has said
 * @param tally what has become of those that were read
 * @param startedAt when it began
 * @param endedAt when it was completed or stopped or failed
 * @param problem why it failed; empty when it did not
 * @param stopWanted whether an administrator wants it to stop
 * @param wholeAt when the last one of all users of the same list began that has come to its end, be it this or one before
 * @param claim who is at it
 */
public record SyncRun(
        String realmId,
        String providerId,
        String listing,
        Optional<Instant> since,
        SyncState state,
        int page,
        Optional<String> cursor,
        OptionalLong total,
        SyncTally tally,
        Instant startedAt,
        Optional<Instant> endedAt,
        String problem,
        boolean stopWanted,
        Optional<Instant> wholeAt,
        Claim claim)
        implements ListRun<SyncRun> {

    public SyncRun {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(listing, "listing");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(tally, "tally");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(wholeAt, "wholeAt");
        Objects.requireNonNull(claim, "claim");
    }

    /**
     * Somebody's right to go on with a sync.
     *
     * @param id his, and nobody else's
     * @param at since when; a sync that goes on after an interruption has a new one
     * @param until when anybody else may take over, unless it is prolonged
     * @param readBefore how many rows had been read when it began, for the speed
     */
    public record Claim(String id, Instant at, Instant until, long readBefore) implements ClaimableRun.Claim {

        public Claim {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(until, "until");
        }

        public Claim prolonged(Instant newUntil) {
            return new Claim(id, at, newUntil, readBefore);
        }
    }

    /** A new one, of which nothing has been read. */
    public static SyncRun fresh(
            String realmId, String providerId, String listing, Optional<Instant> since, Claim claim) {
        return new SyncRun(
                realmId,
                providerId,
                listing,
                since,
                SyncState.RUNNING,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                SyncTally.NONE,
                claim.at(),
                Optional.empty(),
                "",
                false,
                Optional.empty(),
                claim);
    }

    /** The same after another one, whose place it takes. */
    public SyncRun after(Optional<SyncRun> last) {
        Optional<Instant> whole =
                last.filter(run -> run.listing.equals(listing)).flatMap(SyncRun::wholeAt);
        return as(state, endedAt, problem, stopWanted, whole, claim);
    }

    /** The same, going on where it was interrupted. */
    public SyncRun resumed(Claim newClaim) {
        return as(SyncState.RUNNING, Optional.empty(), "", false, wholeAt, newClaim);
    }

    /** The same with more done. */
    public SyncRun advanced(SyncTally more) {
        return at(page, cursor, total, tally.plus(more));
    }

    /** The same at the next page. */
    public SyncRun turned(Optional<String> nextCursor, OptionalLong newTotal) {
        return at(page + 1, nextCursor, newTotal.isPresent() ? newTotal : total, tally);
    }

    private SyncRun at(int newPage, Optional<String> newCursor, OptionalLong newTotal, SyncTally newTally) {
        return new SyncRun(
                realmId,
                providerId,
                listing,
                since,
                state,
                newPage,
                newCursor,
                newTotal,
                newTally,
                startedAt,
                endedAt,
                problem,
                stopWanted,
                wholeAt,
                claim);
    }

    @Override
    public SyncRun ended(SyncState newState, Instant at, String newProblem) {
        Optional<Instant> whole = newState == SyncState.COMPLETED && since.isEmpty() ? Optional.of(startedAt) : wholeAt;
        return as(newState, Optional.of(at), newProblem, false, whole, claim.prolonged(at));
    }

    @Override
    public SyncRun claimedUntil(Instant until) {
        return as(state, endedAt, problem, stopWanted, wholeAt, claim.prolonged(until));
    }

    private SyncRun as(
            SyncState newState,
            Optional<Instant> newEnd,
            String newProblem,
            boolean newStopWanted,
            Optional<Instant> newWholeAt,
            Claim newClaim) {
        return new SyncRun(
                realmId,
                providerId,
                listing,
                since,
                newState,
                page,
                cursor,
                total,
                tally,
                startedAt,
                newEnd,
                newProblem,
                newStopWanted,
                newWholeAt,
                newClaim);
    }

    /** Whether there is something left of it to do. */
    public boolean isUnfinished() {
        return state != SyncState.COMPLETED;
    }

    @Override
    public long read() {
        return tally.read();
    }

    @Override
    public Instant takenUpAt() {
        return claim.at();
    }

    @Override
    public long readBefore() {
        return claim.readBefore();
    }

    /** Says neither where it is nor what went wrong. */
    @Override
    public String toString() {
        return "SyncRun[providerId=" + providerId + ", state=" + state + ", tally=" + tally + "]";
    }
}
