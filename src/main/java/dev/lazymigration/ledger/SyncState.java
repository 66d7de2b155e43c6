package dev.lazymigration.ledger;

import java.util.Locale;

/** How a sync is. The names are stored. */
public enum SyncState {
    /** A node is at it, or ended in the middle of it. */
    RUNNING,
    /** It has come to the end of the list. */
    COMPLETED,
    /** An administrator has stopped it; it can go on from there. */
    STOPPED,
    /** It could not go on; it can be tried again from there. */
    FAILED;

    /** The word for administrators. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
