package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.Map;

/** What a host function answers when the run's deadline passes while it works. */
final class TimeIsUp {

    private TimeIsUp() {}

    static HostException during(String work, Throwable cause) {
        return HostException.unavailable("The time of this run is up: " + work, "ETIMEDOUT", Map.of(), cause);
    }

    static void check(Deadline deadline, String work) throws HostException {
        if (deadline.passed()) {
            throw during(work, null);
        }
    }
}
