package dev.lazymigration.admin;

import dev.lazymigration.closing.Findings;
import java.util.List;

/**
 * What an administrator has done about the end of a migration, in an admin event.
 *
 * @param finished whether it is finished now
 * @param objections what spoke against finishing it
 * @param updatePassword of how many users a new password is demanded; missing when of nobody was to be
 */
public record FinishTrace(boolean finished, List<String> objections, Integer updatePassword) {

    static FinishTrace finished(Findings findings) {
        return new FinishTrace(true, objections(findings), null);
    }

    static FinishTrace finishedWithNewPasswords(Findings findings, int users) {
        return new FinishTrace(true, objections(findings), users);
    }

    private static List<String> objections(Findings findings) {
        return findings.objections().stream().map(Findings.Objection::label).toList();
    }

    static FinishTrace reopened() {
        return new FinishTrace(false, List.of(), null);
    }
}
