package dev.lazymigration.admin;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Duration;
import java.time.Instant;

/**
 * What syncs and audits say in JSON of how far they are.
 *
 * @param state {@code running}, {@code interrupted}, {@code completed}, {@code stopped} or {@code failed}
 * @param total null when the listUsers script does not say
 * @param startedAt in milliseconds since 1970
 * @param endedAt in milliseconds since 1970; null while it is under way
 * @param perSecond rows; null as long as that is not known
 * @param secondsLeft null when the pace or the total is not known
 * @param problem null when it did not fail
 */
record RunProgress(
        String state, Long total, long startedAt, Long endedAt, Long perSecond, Long secondsLeft, String problem) {

    /** Of a run whose node is gone, so that nobody is at it. */
    private static final String INTERRUPTED = "interrupted";

    static RunProgress of(ListRun<?> run, Instant now) {
        boolean interrupted = run.state() == SyncState.RUNNING && !run.isUnderWay(now);
        return new RunProgress(
                interrupted ? INTERRUPTED : run.state().label(),
                run.total().isPresent() ? run.total().getAsLong() : null,
                run.startedAt().toEpochMilli(),
                run.endedAt().map(Instant::toEpochMilli).orElse(null),
                interrupted ? null : run.rowsPerSecond(now).map(Math::round).orElse(null),
                interrupted ? null : run.timeLeft(now).map(Duration::toSeconds).orElse(null),
                run.problem().isEmpty() ? null : run.problem());
    }
}
