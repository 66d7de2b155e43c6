package dev.lazymigration.admin;

import dev.lazymigration.closing.Mailing;

/**
 * How far the mails with links to a new password are, in JSON.
 *
 * @param sent users to whom one was sent, and who have chosen none yet
 * @param failed users to whom none could be sent
 * @param left users to whom one is still to be sent
 * @param unreachable users who have no e-mail address, or are disabled
 */
public record MailsRepresentation(long sent, long failed, long left, long unreachable) {

    static MailsRepresentation of(Mailing mailing) {
        return new MailsRepresentation(mailing.sent(), mailing.failed(), mailing.left(), mailing.unreachable());
    }
}
