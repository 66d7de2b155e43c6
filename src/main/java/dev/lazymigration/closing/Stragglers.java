package dev.lazymigration.closing;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** What the word means; empty when it is none. */
    public static Optional<Stragglers> of(String label) {
        return Stream.of(values()).filter(fate -> fate.label().equals(label)).findFirst();
    }
}
