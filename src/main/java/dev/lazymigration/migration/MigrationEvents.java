package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyUser;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Keycloak's own record of what has happened to a user. Nobody can add to the {@code LOGIN} event of somebody else's
 * flow, so a migration is an event of its own, in the way in which a first login by an identity provider is one: {@code
 * REGISTER}, with the method beside it, or {@code FEDERATED_IDENTITY_LINK} where Keycloak had the user. A refusal is the error of the same event, and not one of {@code LOGIN}: the
 * password may have been right, and whoever counts wrong ones must not count it.
 *
 * @param own the session in whose transaction they are stored
 * @param realm in that session
 * @param provider that has the users
 * @param request in which it happens
 */
record MigrationEvents(KeycloakSession own, RealmModel realm, ComponentModel provider, KeycloakContext request) {

    private static final String METHOD = "lazy-migration";
    private static final int LONGEST_DETAIL = 1_000;

    /** The error of an event: the legacy system could not be asked. Operators look for it, so it stays as it is. */
    static final String UNAVAILABLE = "legacy_unavailable";

    /** The error of an event: a script is wrong. */
    static final String BROKEN = "legacy_script_broken";

    void migrated(Migration migration) {
        EventType type =
                migration.method() == MigrationMethod.LINK ? EventType.FEDERATED_IDENTITY_LINK : EventType.REGISTER;
        event(type, migration.legacyUser(), migration.username())
                .user(migration.userId())
                .detail("migrated_by", migration.method().label())
                .detail("not_applied", NotAppliedText.of(migration.notApplied(), LONGEST_DETAIL))
                .success();
    }

    void refused(LegacyUser user, String username, Refusal refusal) {
        event(EventType.REGISTER, user, username)
                .detail(Details.REASON, bounded(refusal.explanation()))
                .storeImmediately(false)
                .error(refusal.code());
    }

    /**
     * Somebody was told to try again: an error of what he wanted to do, which Keycloak makes no event of when a request
     * ends in the middle of a look-up. It names no user, as listeners would look him up again; why it is so is in the
     * log and in the failures, for administrators alone.
     *
     * @param username as it was typed
     */
    void unanswered(EventType purpose, String username, String error) {
        event(purpose, username).storeImmediately(false).error(error);
    }

    private EventBuilder event(EventType type, LegacyUser user, String username) {
        return event(type, username).detail(Details.REGISTER_METHOD, METHOD).detail("legacy_id", bounded(user.id()));
    }

    private EventBuilder event(EventType type, String username) {
        EventBuilder event = request.getConnection() == null
                ? new EventBuilder(realm, own)
                : new EventBuilder(realm, own, request.getConnection());
        return event.event(type)
                .client(request.getClient())
                .detail(Details.USERNAME, bounded(username))
                .detail("provider", provider.getName())
                .detail("provider_id", provider.getId());
    }

    private static String bounded(String text) {
        return text == null || text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL - 1) + "…";
    }
}
