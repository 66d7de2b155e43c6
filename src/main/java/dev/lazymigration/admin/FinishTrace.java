package dev.lazymigration.admin;

import dev.lazymigration.closing.Findings;
import java.util.List;

/**
 * What an administrator has done about the end of a migration, in an admin event.
 *
 * @param finished whether it is finished now
 * @param objections what spoke against finishing it
 */
public record FinishTrace(boolean finished, List<String> objections) {

    static FinishTrace finished(Findings findings) {
        return new FinishTrace(
                true,
                findings.objections().stream().map(Findings.Objection::label).toList());
    }

    static FinishTrace reopened() {
        return new FinishTrace(false, List.of());
    }
}
