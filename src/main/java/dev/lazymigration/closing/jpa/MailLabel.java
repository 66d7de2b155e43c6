package dev.lazymigration.closing.jpa;

/**
 * What the label of a legacy password says of the mail with a link to a new one. An administrator sees it among the user's
 * credentials, and can change it: then the user is one to whom none has been sent.
 */
public final class MailLabel {

    public static final String SENT = "link to a new password sent";
    public static final String FAILED = "link to a new password could not be sent";

    private MailLabel() {}
}
