package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyQuery;
import java.util.Optional;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/**
 * The names of a pending user who is locked out for good, kept with his lock-out. Whoever lifts it knows him by his
 * {@code f:…} id alone, months later perhaps, and not every script can look a user up by id.
 */
public record LockOutNames(KeycloakSession session, RealmModel realm) {

    private static final String EMAIL = "lazy-migration.email";
    private static final String USERNAME = "lazy-migration.username";
    private static final String PHONE = "lazy-migration.phone";

    /** The question that finds him, if he is or was locked out. */
    public Optional<LegacyQuery> recall(String userId, String legacyId) {
        MultivaluedHashMap<String, String> kept = storage().getAttributes(realm, userId);
        return Optional.of(
                        new LegacyQuery(legacyId, kept.getFirst(EMAIL), kept.getFirst(USERNAME), kept.getFirst(PHONE)))
                .filter(LegacyQuery::hasName);
    }

    void keep(String userId, LegacyQuery query) {
        keep(userId, EMAIL, query.email());
        keep(userId, USERNAME, query.username());
        keep(userId, PHONE, query.phone());
    }

    private void keep(String userId, String attribute, String name) {
        if (name != null) {
            storage().setSingleAttribute(realm, userId, attribute, name);
        }
    }

    private UserFederatedStorageProvider storage() {
        return UserStorageUtil.userFederatedStorage(session);
    }
}
