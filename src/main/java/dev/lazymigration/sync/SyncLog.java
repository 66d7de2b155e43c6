package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The log lines of one sync. Not safe for use by several threads. */
final class SyncLog {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    /** All of them are among the failures. */
    private static final int MOST_ROWS = 100;

    private final String realm;
    private final String provider;
    private Instant lastLine = Instant.now();
    private int rows;

    SyncLog(String realm, String provider) {
        this.realm = realm;
        this.provider = provider;
    }

    void began(SyncRun run) {
        LOG.info(line(run.tally().read() == 0 ? "SyncStarted" : "SyncResumed")
                .and("since", run.since().orElse(null))
                .and("page", run.page())
                .and("read", run.tally().read()));
    }

    /** How far it is, every few seconds. */
    void advanced(SyncRun run) {
        Instant now = Instant.now();
        if (!now.isBefore(lastLine.plus(BETWEEN_LINES))) {
            lastLine = now;
            LOG.info(figures(line("Syncing"), run, now)
                    .and(
                            "secondsLeft",
                            run.timeLeft(now).map(Duration::toSeconds).orElse(null)));
        }
    }

    void rowFailed(String legacyId, String username, String code, String reason) {
        rows++;
        if (rows <= MOST_ROWS) {
            LOG.warn(line("NotImported")
                    .and("method", "sync")
                    .and("code", code)
                    .and("legacyId", legacyId)
                    .and("username", username)
                    .and("reason", reason));
        } else if (rows == MOST_ROWS + 1) {
            LOG.warn(line("NotImported").and("method", "sync").and("reason", "and more; see the failures"));
        }
    }

    void ended(SyncRun run) {
        Instant now = Instant.now();
        LogLine line = figures(line("Sync" + capitalized(run.state().label())), run, now)
                .and("seconds", Duration.between(run.startedAt(), now).toSeconds())
                .and("reason", run.problem().isEmpty() ? null : run.problem());
        LOG.log(run.problem().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN, line);
    }

    /** The server ends, or another node has taken over. */
    void left(String reason) {
        LOG.info(line("SyncLeft").and("reason", reason));
    }

    /** Keycloak's database cannot be used, for example. What exactly it says may name more than a log should hold. */
    void interrupted(RuntimeException problem) {
        LOG.warn(line("SyncInterrupted").and("reason", problem.getClass().getName()));
        LOG.debug("The interruption", problem);
    }

    private static LogLine figures(LogLine line, SyncRun run, Instant now) {
        Optional<Double> pace = run.rowsPerSecond(now);
        return line.and("read", run.tally().read())
                .and("total", run.total().isPresent() ? run.total().getAsLong() : null)
                .and("added", run.tally().added())
                .and("known", run.tally().known())
                .and("skipped", run.tally().skipped())
                .and("failed", run.tally().failed())
                .and("perSecond", pace.map(Math::round).orElse(null));
    }

    private LogLine line(String outcome) {
        return LogLine.of(realm, provider).and("outcome", outcome);
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
