package dev.lazymigration.script;

import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.NoticeOutcome;
import java.util.List;

/**
 * What a run printed. It goes with the outcomes that an administrator has to act on, and with no other: what a script
 * prints of a user who has come in is nobody's business.
 *
 * @param lines without secrets
 */
record Printed(List<String> lines) {

    Printed {
        lines = List.copyOf(lines);
    }

    LookupOutcome with(LookupOutcome outcome) {
        return outcome.fold(
                found -> found,
                notFound -> notFound,
                unavailable -> new LookupOutcome.Unavailable(unavailable.reason(), unavailable.outage(), lines),
                broken -> new LookupOutcome.Broken(broken.reason(), lines));
    }

    LoginOutcome with(LoginOutcome outcome) {
        return outcome.fold(
                authenticated -> authenticated,
                expired -> expired,
                refused -> refused,
                locked -> locked,
                unavailable -> new LoginOutcome.Unavailable(unavailable.reason(), unavailable.outage(), lines),
                broken -> new LoginOutcome.Broken(broken.reason(), lines));
    }

    NoticeOutcome with(NoticeOutcome outcome) {
        return outcome.fold(
                told -> told,
                failed -> new NoticeOutcome.Failed(failed.reason(), lines),
                unavailable -> new NoticeOutcome.Unavailable(unavailable.reason(), lines),
                broken -> new NoticeOutcome.Broken(broken.reason(), lines));
    }
}
