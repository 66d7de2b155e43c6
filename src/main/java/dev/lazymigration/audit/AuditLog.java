package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The log lines of one audit. Safe for use by several threads. */
record AuditLog(String realm, String provider) {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    void began() {
        LOG.info(line("AuditStarted"));
    }

    void advanced(AuditRun run, Instant now) {
        LOG.info(figures("Auditing", run)
                .and("secondsLeft", run.timeLeft(now).map(Duration::toSeconds).orElse(null)));
    }

    void ended(AuditRun run, AuditReport report, Instant now) {
        String state = run.state().name();
        LogLine line = figures("Audit" + state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT), run);
        report.findings().forEach(finding -> line.and(finding.code(), finding.count()));
        line.and("seconds", Duration.between(run.startedAt(), now).toSeconds())
                .and("reason", run.problem().isEmpty() ? null : run.problem());
        LOG.log(run.problem().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN, line);
    }

    /** The server ends, or the provider is gone. */
    void left(String reason) {
        LOG.info(line("AuditLeft").and("reason", reason));
    }

    /** Keycloak's database cannot be used, for example. What exactly it says may name more than a log should hold. */
    void interrupted(RuntimeException problem) {
        LOG.warn(line("AuditInterrupted").and("reason", problem.getClass().getName()));
        LOG.debug("The interruption", problem);
    }

    private LogLine figures(String outcome, AuditRun run) {
        return line(outcome)
                .and("read", run.read())
                .and("total", run.total().isPresent() ? run.total().getAsLong() : null);
    }

    private LogLine line(String outcome) {
        return LogLine.of(realm, provider).and("outcome", outcome);
    }
}
