package dev.lazymigration.closing;

/** What has become of a mail to one user. */
enum MailOutcome {
    SENT,
    FAILED,
    /** He needs none: he has a password by now, or is gone. */
    NOT_NEEDED
}
