package dev.lazymigration.sync;

import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.migration.ImportSettings;
import java.time.Duration;
import java.util.Objects;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a sync of a provider can read, as it is configured at this moment. */
public sealed interface SyncSource {

    /**
     * A list of users.
     *
     * @param key what tells the list from another one, in 64 characters at most
     * @param listing the list; can be used without a session, and after it
     * @param timeLimit of the reading of one page
     * @param pageSize how many users a page shall have
     * @param settings what becomes of the users
     */
    record Readable(String key, LegacyListing listing, Duration timeLimit, int pageSize, ImportSettings settings)
            implements SyncSource {

        public Readable {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(listing, "listing");
            Objects.requireNonNull(timeLimit, "timeLimit");
            Objects.requireNonNull(settings, "settings");
        }
    }

    /**
     * Nothing.
     *
     * @param reason for the administrator: what is the matter, and what to do about it
     */
    record Closed(String reason) implements SyncSource {}

    /** Finds the source. */
    @FunctionalInterface
    interface Book {

        /** @param session with the realm in its context */
        SyncSource find(KeycloakSession session, RealmModel realm, ComponentModel provider);
    }
}
