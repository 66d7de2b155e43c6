package dev.lazymigration.migration;

import dev.lazymigration.migration.jpa.FederatedUserIndex;
import java.util.List;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * What Keycloak itself has stored for a user while he was pending, in the tables for users of other storages: a
 * lock-out, a group or role given by an administrator, a link to an identity provider, a second factor.
 */
record FederatedTraces(KeycloakSession session, RealmModel realm, PendingProfile pending) {

    /** Brings them to the imported user and leaves nothing behind. */
    void moveTo(UserModel imported) {
        if (!areThere()) {
            return;
        }
        UserFederatedStorageProvider storage = UserStorageUtil.userFederatedStorage(session);
        String id = pending.getId();
        MultivaluedHashMap<String, String> attributes = storage.getAttributes(realm, id);
        if (Boolean.FALSE
                .toString()
                .equals(attributes.getFirst(AbstractUserAdapterFederatedStorage.ENABLED_ATTRIBUTE))) {
            imported.setEnabled(false);
        }
        List<String> reasons = attributes.get(UserModel.DISABLED_REASON);
        if (reasons != null && !reasons.isEmpty()) {
            imported.setAttribute(UserModel.DISABLED_REASON, reasons);
        }
        storage.getStoredCredentialsStream(realm, id).toList().forEach(credential -> {
            credential.setId(null);
            imported.credentialManager().createStoredCredential(credential);
        });
        storage.getConsentsStream(realm, id)
                .forEach(consent -> session.users().addConsent(realm, imported.getId(), consent));
        session.users().setNotBeforeForUser(realm, imported, storage.getNotBeforeOfUser(realm, id));
        add(imported);
    }

    /** Brings what can be added without changing anything to a user who was there before, and leaves nothing behind. */
    void addTo(UserModel existing) {
        if (areThere()) {
            add(existing);
        }
    }

    /** One look spares most imports the many below. */
    private boolean areThere() {
        return new FederatedUserIndex(session).has(pending.getId());
    }

    private void add(UserModel existing) {
        UserFederatedStorageProvider storage = UserStorageUtil.userFederatedStorage(session);
        String id = pending.getId();
        storage.getGroupsStream(realm, id).forEach(existing::joinGroup);
        storage.getRoleMappingsStream(realm, id).forEach(existing::grantRole);
        storage.getFederatedIdentitiesStream(id, realm)
                .filter(link ->
                        session.users().getFederatedIdentity(realm, existing, link.getIdentityProvider()) == null)
                .toList()
                .forEach(link -> session.users().addFederatedIdentity(realm, existing, link));
        storage.preRemove(realm, pending);
    }
}
