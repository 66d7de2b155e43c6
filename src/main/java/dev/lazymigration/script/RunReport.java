package dev.lazymigration.script;

import java.time.Duration;
import java.util.List;

/**
 * One run, for those who watch: logs, metrics.
 *
 * @param slot which script
 * @param legacyId the legacy system's id for the user, or null while it is not known
 * @param outcome the simple name of the outcome's type, for example {@code Refused}
 * @param reason the outcome's reason, without secrets; empty when it has none
 * @param duration how long it took
 * @param console what the script printed, without secrets
 */
public record RunReport(
        ScriptSlot slot, String legacyId, String outcome, String reason, Duration duration, List<String> console) {

    public RunReport {
        console = List.copyOf(console);
    }

    /** Whether an administrator should hear of it. */
    public boolean isTrouble() {
        return isUnavailable() || outcome.equals("Broken") || outcome.equals("Failed");
    }

    /** Whether the legacy system could not be asked, which concerns everybody who comes at that time. */
    boolean isUnavailable() {
        return outcome.equals("Unavailable");
    }
}
