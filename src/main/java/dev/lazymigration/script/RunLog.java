package dev.lazymigration.script;

import dev.lazymigration.legacy.RequestContext;
import org.jboss.logging.Logger;

/** One log line for each run, and at debug level what the script printed. */
final class RunLog implements RunListener {

    private static final Logger LOG = Logger.getLogger(ScriptedDirectory.class);

    private final String directory;

    RunLog(String directory) {
        this.directory = directory;
    }

    @Override
    public void ended(RunReport report, RequestContext context) {
        Logger.Level level = report.isTrouble() ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.logf(
                level,
                "realm=%s provider=%s script=%s outcome=%s millis=%d %s",
                context.realmName(),
                directory,
                report.slot().label(),
                report.outcome(),
                report.duration().toMillis(),
                report.reason());
        report.console()
                .forEach(line -> LOG.debugf(
                        "realm=%s provider=%s script=%s console %s",
                        context.realmName(), directory, report.slot().label(), line));
    }
}
