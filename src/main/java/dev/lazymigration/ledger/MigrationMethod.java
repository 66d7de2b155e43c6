package dev.lazymigration.ledger;

import java.util.Locale;

/** What moved a user across. The names are stored in the ledger. */
public enum MigrationMethod {
    /** He proved his legacy password. */
    LOGIN,
    /** He proved his legacy password, and turned out to be a user whom Keycloak had already. */
    LINK,
    /** He set a new password, by "forgot password" for example, before he ever proved the old one. */
    RESET,
    /** He came by an identity provider, and Keycloak's flow linked him; he has yet to prove a password. */
    BROKER,
    /** A sync brought him: with his password if the list has a hash of it that Keycloak can verify. */
    SYNC;

    /** Whether it takes the proof of a legacy password; whoever comes otherwise may prove it later. */
    public boolean isByProof() {
        return this == LOGIN || this == LINK;
    }

    /** The word for logs and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
