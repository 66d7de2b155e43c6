package dev.lazymigration.admin;

import dev.lazymigration.audit.AuditReport;
import dev.lazymigration.ledger.AuditRun;
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

    public AuditRepresentation {
        findings = List.copyOf(findings);
    }

    static AuditRepresentation of(AuditRun run, Instant now) {
        RunProgress progress = RunProgress.of(run, now);
        AuditReport report = AuditReport.read(run.report());
        return new AuditRepresentation(
                progress.state(),
                progress.total(),
                run.read(),
                progress.startedAt(),
                progress.endedAt(),
                progress.perSecond(),
                progress.secondsLeft(),
                progress.problem(),
                report.totals(),
                report.findings());
    }
}
