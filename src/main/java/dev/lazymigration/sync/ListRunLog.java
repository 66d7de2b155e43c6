package dev.lazymigration.sync;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The log lines of one run. Not safe for use by several threads.
 *
 * @param <R> its kind
 */
public abstract class ListRunLog<R extends ListRun<R>> {

    protected static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String kind;
    private final String realm;
    private final String provider;
    private Instant lastLine = Instant.now();

    /** @param kind {@code Sync} for example, as it is in the names of the outcomes */
    protected ListRunLog(String kind, String realm, String provider) {
        this.kind = kind;
        this.realm = realm;
        this.provider = provider;
    }

    /** It begins or goes on. */
    protected abstract void began(R run);

    /** How far it is, every few seconds. */
    final void advanced(R run) {
        Instant now = Instant.now();
        if (!now.isBefore(lastLine.plus(BETWEEN_LINES))) {
            lastLine = now;
            LOG.info(figures(outcome("ing"), run, now)
                    .and(
                            "secondsLeft",
                            run.timeLeft(now).map(Duration::toSeconds).orElse(null)));
        }
    }

    final void ended(R run) {
        Instant now = Instant.now();
        LogLine line = result(figures(outcome(capitalized(run.state().label())), run, now))
                .and("seconds", Duration.between(run.startedAt(), now).toSeconds())
                .and("reason", run.problem().isEmpty() ? null : run.problem());
        LOG.log(run.problem().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN, line);
    }

    /** Adds how far it is. */
    protected abstract LogLine figures(LogLine line, R run, Instant now);

    /** Adds what is said at its end alone. */
    protected LogLine result(LogLine line) {
        return line;
    }

    /** The server ends, and this node is at it no more. */
    protected abstract void leaving();

    /** Another node is at it now, or its provider is gone. */
    protected abstract void lost();

    /** This node is at it no more. */
    protected final void left(String reason) {
        LOG.info(outcome("Left").and("reason", reason));
    }

    /** Keycloak's database cannot be used, for example. What exactly it says may name more than a log should hold. */
    final void interrupted(RuntimeException problem) {
        LOG.warn(outcome("Interrupted").and("reason", problem.getClass().getName()));
        LOG.debug("The interruption", problem);
    }

    /** @param what has become of it, {@code Left} for example */
    protected final LogLine outcome(String what) {
        return line(kind + what);
    }

    protected final LogLine line(String outcome) {
        return LogLine.of(realm, provider).and("outcome", outcome);
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
