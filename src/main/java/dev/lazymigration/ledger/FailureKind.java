package dev.lazymigration.ledger;

import java.util.Locale;

/** What kind of thing went wrong. The names are stored. */
public enum FailureKind {
    /** A user who could be known was not imported; an administrator has to act. */
    REFUSED,
    /** A user was imported, but something of his profile did not come across. */
    NOT_APPLIED,
    /** A user was imported, and the legacy system could not be told. */
    NOTICE_FAILED,
    /** A script is wrong, so a question was not answered. */
    SCRIPT,
    /** The legacy system could not be asked, or did not answer in time. */
    UNAVAILABLE;

    /** The word for administrators, {@code not-applied} for example. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
