package dev.lazymigration.closing;

import java.util.Locale;

/** What becomes of whoever has not proved a password when a migration is finished. */
public enum Stragglers {
    /** Nothing: who is not across is unknown, and linked users have no password. */
    LEAVE,
    /** A sync creates whoever is not across, and Keycloak demands a new password of linked users. */
    CREATE;

    /** The word for it in the admin API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
