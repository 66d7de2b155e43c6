package dev.lazymigration.admin;

import dev.lazymigration.audit.AuditReport;
import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An audit, in JSON.
 *
 * @param state {@code running}, {@code interrupted}, {@code completed}, {@code stopped} or {@code failed}
 * @param total how many users the list has; missing when the listUsers script does not say
 * @param read how many rows of it have been read
 * @param startedAt when it began
 * @param endedAt when it ended; missing while it is under way
 * @param perSecond rows that are read in a second; missing as long as that is not known
 * @param secondsLeft how long it will take at that pace; missing when that or the total is not known
 * @param problem why it failed; missing when it did not
 * @param totals what would become of the rows; while it is under way, some seconds old
 * @param findings what stands in their way, as old; unmodifiable
 */
public record AuditRepresentation(
        String state,
        Long total,
        long read,
        long startedAt,
        Long endedAt,
        Long perSecond,
        Long secondsLeft,
        String problem,
        AuditReport.Totals totals,
        List<AuditReport.Finding> findings) {

    /** Of an audit whose node is gone. */
    private static final String INTERRUPTED = "interrupted";

    public AuditRepresentation {
        findings = List.copyOf(findings);
    }

    static AuditRepresentation of(AuditRun run, Instant now) {
        boolean interrupted = run.state() == SyncState.RUNNING && !run.isUnderWay(now);
        AuditReport report = AuditReport.read(run.report());
        return new AuditRepresentation(
                interrupted ? INTERRUPTED : run.state().label(),
                run.total().isPresent() ? run.total().getAsLong() : null,
                run.read(),
                run.startedAt().toEpochMilli(),
                run.endedAt().map(Instant::toEpochMilli).orElse(null),
                interrupted ? null : run.rowsPerSecond(now).map(Math::round).orElse(null),
                interrupted ? null : run.timeLeft(now).map(Duration::toSeconds).orElse(null),
                run.problem().isEmpty() ? null : run.problem(),
                report.totals(),
                report.findings());
    }
}
