package dev.lazymigration.migration.notice;

import dev.lazymigration.legacy.LegacyDirectory;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Whom the notices of a provider reach, as it is configured at this moment. */
public sealed interface Addressee {

    /** Nobody wants to be told any more. */
    record Nobody() implements Addressee {}

    /** Nobody can be told at the moment: the provider is switched off, for example. Whoever saves it is told at once. */
    record Resting() implements Addressee {}

    /** @param directory the legacy system; can be used without a session, and after it */
    record Reachable(LegacyDirectory directory, NoticeSettings settings) implements Addressee {}

    /** Finds the addressee. */
    @FunctionalInterface
    interface Book {

        /** @param session with the realm in its context */
        Addressee find(KeycloakSession session, RealmModel realm, ComponentModel provider);
    }
}
