package dev.lazymigration;

import dev.lazymigration.migration.LegacyPassword;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;

/**
 * Ends a {@link LegacyPassword} when its user has been given a password in Keycloak by other means than proving it.
 * Until then it only counts for nothing; should the new password be deleted some day, the old one must not come back.
 * Keycloak tells nobody but listeners of its events ({@code UserCredentialManager#updateCredential} ends with the first
 * provider that takes a password, in no order).
 */
final class LegacyPasswordEnd implements EventListenerProvider {

    private static final Set<EventType> OWN_PASSWORD = Set.of(EventType.UPDATE_CREDENTIAL, EventType.RESET_PASSWORD);

    private final KeycloakSession session;

    LegacyPasswordEnd(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (OWN_PASSWORD.contains(event.getType())) {
            changed(event.getRealmId(), event.getUserId());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() == ResourceType.USER && event.getOperationType() != OperationType.DELETE) {
            String[] path = event.getResourcePath().split("/");
            changed(event.getRealmId(), path.length > 1 ? path[1] : null);
        }
    }

    private void changed(String realmId, String userId) {
        if (userId == null || !StorageId.isLocalStorage(userId)) {
            return;
        }
        RealmModel realm = session.realms().getRealm(realmId);
        Optional.ofNullable(realm)
                .map(known -> session.users().getUserById(known, userId))
                .ifPresent(LegacyPassword::endIfReplaced);
    }

    @Override
    public void close() {
        // Holds nothing of its own.
    }
}
