package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The last audit of a provider's list of users, or the one that is under way.
 *
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param state how it is
 * @param total how many users the list has, as far as the legacy system has said
 * @param read how many rows have been read
 * @param report what was found so far, as JSON text; empty as long as nothing was written down
 * @param startedAt when it began
 * @param endedAt when it was completed or stopped or failed
 * @param problem why it failed; empty when it did not
 * @param stopWanted whether an administrator wants it to stop
 * @param claim who is at it
 */
public record AuditRun(
        String realmId,
        String providerId,
        SyncState state,
        OptionalLong total,
        long read,
        String report,
        Instant startedAt,
        Optional<Instant> endedAt,
        String problem,
        boolean stopWanted,
        RunClaim claim)
        implements ListRun<AuditRun> {

    public AuditRun {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(claim, "claim");
    }

    /** A new one, of which nothing has been read. */
    public static AuditRun fresh(String realmId, String providerId, Instant now, RunClaim claim) {
        return new AuditRun(
                realmId,
                providerId,
                SyncState.RUNNING,
                OptionalLong.empty(),
                0,
                "",
                now,
                Optional.empty(),
                "",
                false,
                claim);
    }

    /** The same with more read. */
    public AuditRun advanced(int rows, OptionalLong newTotal) {
        return at(newTotal.isPresent() ? newTotal : total, read + rows, report);
    }

    /** The same with what was found by now. */
    public AuditRun reported(String newReport) {
        return at(total, read, newReport);
    }

    private AuditRun at(OptionalLong newTotal, long newRead, String newReport) {
        return new AuditRun(
                realmId,
                providerId,
                state,
                newTotal,
                newRead,
                newReport,
                startedAt,
                endedAt,
                problem,
                stopWanted,
                claim);
    }

    @Override
    public AuditRun ended(SyncState newState, Instant at, String newProblem) {
        return as(newState, Optional.of(at), newProblem, false, at);
    }

    @Override
    public AuditRun claimedUntil(Instant until) {
        return as(state, endedAt, problem, stopWanted, until);
    }

    private AuditRun as(
            SyncState newState, Optional<Instant> newEnd, String newProblem, boolean newStopWanted, Instant until) {
        return new AuditRun(
                realmId,
                providerId,
                newState,
                total,
                read,
                report,
                startedAt,
                newEnd,
                newProblem,
                newStopWanted,
                claim.prolonged(until));
    }

    @Override
    public Instant takenUpAt() {
        return startedAt;
    }

    @Override
    public long readBefore() {
        return 0;
    }

    /** Says neither who was found nor what went wrong. */
    @Override
    public String toString() {
        return "AuditRun[providerId=" + providerId + ", state=" + state + ", read=" + read + "]";
    }
}
