package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyQuery;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.ReadOnlyException;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * A pending user as far as brute-force detection has to know him to lock him out for good, where the legacy system does
 * not say who he is: whether guessing comes to an end must not depend on its answer. What is written here is what the
 * {@link PendingUser} of the same id reads.
 */
public final class LockOutTarget extends AbstractUserAdapterFederatedStorage {

    private final LegacyQuery query;

    /** @param query with his legacy id, and with the names by which he is known, if there are any */
    public LockOutTarget(KeycloakSession session, RealmModel realm, ComponentModel provider, LegacyQuery query) {
        super(session, realm, provider);
        this.query = query;
    }

    @Override
    public String getId() {
        return StorageId.keycloakId(storageProviderModel, query.id());
    }

    @Override
    public String getUsername() {
        return query.username() != null ? query.username() : getId();
    }

    @Override
    public void setUsername(String username) {
        throw new ReadOnlyException("The legacy system does not say who " + getId() + " is");
    }

    @Override
    public void setEnabled(boolean enabled) {
        super.setEnabled(enabled);
        new LockOutNames(session, realm).keep(getId(), query);
    }
}
