package dev.lazymigration.closing;

/**
 * How far the mails with links to a new password are.
 *
 * @param sent users to whom one was sent, and who have chosen none yet
 * @param failed users to whom none could be sent
 * @param left users to whom one is still to be sent
 * @param unreachable users who have no e-mail address, or are disabled
 */
public record Mailing(long sent, long failed, long left, long unreachable) {}
