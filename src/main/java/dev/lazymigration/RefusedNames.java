package dev.lazymigration;

import dev.lazymigration.legacy.LegacyQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageId;

/**
 * By which names those are known to the legacy system whose password it has refused. Keycloak's brute-force detection
 * asks for them in a job of its own by their {@code f:…} ids alone, as does an administrator who looks at what it has
 * recorded, and not every script can look a user up by id.
 *
 * <p>Kept for all nodes of a cluster where Keycloak keeps single-use objects, as long as Keycloak remembers a failure.
 */
record RefusedNames(KeycloakSession session) {

    private static final String EMAIL = "email";
    private static final String USERNAME = "username";
    private static final String PHONE = "phone";

    /** Keeps the question by which a pending user was asked for. Does nothing for a user of Keycloak's own store. */
    void remember(RealmModel realm, String userId, LegacyQuery query) {
        if (!realm.isBruteForceProtected() || StorageId.isLocalStorage(userId) || !query.hasName()) {
            return;
        }
        Map<String, String> names = new HashMap<>();
        names.put(EMAIL, query.email());
        names.put(USERNAME, query.username());
        names.put(PHONE, query.phone());
        names.values().removeIf(name -> name == null);
        int seconds = Math.max(1, Math.max(realm.getMaxDeltaTimeSeconds(), realm.getMaxFailureWaitSeconds()));
        // At once: the detection is at work before the transaction of the login is through.
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> own.singleUseObjects()
                .put(key(userId), seconds, names));
    }

    /** The question that finds a user, with his id in it. */
    Optional<LegacyQuery> recall(String userId, String legacyId) {
        return Optional.ofNullable(session.singleUseObjects().get(key(userId)))
                .map(names -> new LegacyQuery(legacyId, names.get(EMAIL), names.get(USERNAME), names.get(PHONE)));
    }

    /** Not at the end of the id, whatever that is: Keycloak takes a key that ends with ".revoked" for another thing. */
    private static String key(String userId) {
        return userId + "/lazy-migration.refused";
    }
}
