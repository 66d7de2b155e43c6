package dev.lazymigration.admin;

import dev.lazymigration.closing.Mailing;
import dev.lazymigration.ledger.MailRun;
import java.util.Optional;

/**
 * How far the mails with links to a new password are, in JSON.
 *
 * @param sent users to whom one was sent, and who have chosen none yet
 * @param failed users to whom none could be sent
 * @param left users to whom one is still to be sent
 * @param unreachable users who have no e-mail address, or are disabled
 * @param perMinute how many the server sends in a minute; missing while it sends none by itself
 * @param problem why it has stopped to; missing when it has not
 */
public record MailsRepresentation(
        long sent, long failed, long left, long unreachable, Integer perMinute, String problem) {

    /** @param run the mails that the server sends by itself, be they over or not; empty when there never were any */
    static MailsRepresentation of(Mailing mailing, Optional<MailRun> run) {
        return new MailsRepresentation(
                mailing.sent(),
                mailing.failed(),
                mailing.left(),
                mailing.unreachable(),
                run.map(MailRun::perMinute)
                        .filter(pace -> pace.isPresent())
                        .map(pace -> pace.getAsInt())
                        .orElse(null),
                run.map(MailRun::problem).filter(problem -> !problem.isEmpty()).orElse(null));
    }
}
