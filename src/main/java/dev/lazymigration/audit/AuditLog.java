package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.log.LogLine;
import dev.lazymigration.sync.ListRunLog;
import java.time.Instant;

/** The log lines of one audit. Not safe for use by several threads. */
final class AuditLog extends ListRunLog<AuditRun> {

    private final AuditTally tally;

    /** @param tally of the audit */
    AuditLog(String realm, String provider, AuditTally tally) {
        super("Audit", realm, provider);
        this.tally = tally;
    }

    @Override
    protected void began(AuditRun run) {
        LOG.info(outcome("Started"));
    }

    @Override
    protected LogLine figures(LogLine line, AuditRun run, Instant now) {
        return line.and("read", run.read())
                .and("total", run.total().isPresent() ? run.total().getAsLong() : null);
    }

    @Override
    protected LogLine result(LogLine line) {
        tally.report().findings().forEach(finding -> line.and(finding.code(), finding.count()));
        return line;
    }

    @Override
    protected void leaving() {
        left("the server ends");
    }

    @Override
    protected void lost() {
        left("its provider is gone, or another node has begun anew");
    }
}
