package dev.lazymigration.script;

import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.log.LogLine;
import dev.lazymigration.log.Throttle;
import java.time.Duration;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * One log line for each run, on the thread of the request, and at debug level what the script printed. While the legacy
 * system cannot be asked, one of each script in ten seconds is a warning, which says how many were not.
 */
final class RunLog implements RunListener {

    private static final Logger LOG = Logger.getLogger(ScriptedDirectory.class);

    private final String directory;
    private final Throttle outages = Throttle.oncePer(Duration.ofSeconds(10));

    RunLog(String directory) {
        this.directory = directory;
    }

    @Override
    public void ended(RunReport report, RequestContext context) {
        OptionalLong leftOut =
                report.isUnavailable() ? outages.next(report.slot().label()) : OptionalLong.of(0);
        Logger.Level level = report.isTrouble() && leftOut.isPresent() ? Logger.Level.WARN : Logger.Level.DEBUG;
        if (LOG.isEnabled(level)) {
            LOG.log(
                    level,
                    line(report, context)
                            .and("outcome", report.outcome())
                            .and("millis", report.duration().toMillis())
                            .and("legacyId", report.legacyId())
                            .and("leftOut", leftOut.orElse(0) == 0 ? null : leftOut.getAsLong())
                            .and("reason", report.reason().isEmpty() ? null : report.reason()));
        }
        if (LOG.isDebugEnabled()) {
            report.console().forEach(text -> LOG.debug(line(report, context).and("console", text)));
        }
    }

    private LogLine line(RunReport report, RequestContext context) {
        return LogLine.of(context.realmName(), directory)
                .and("script", report.slot().label());
    }
}
