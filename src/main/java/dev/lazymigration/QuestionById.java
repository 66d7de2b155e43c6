package dev.lazymigration;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.migration.LockOutNames;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How to ask for somebody of whom Keycloak has nothing but the {@code f:…} id. Not every script can look a user up by id,
 * so the question holds all names by which this or an earlier flow has found him.
 */
record QuestionById(KeycloakSession session, RealmModel realm) {

    /** A name in it can have gone to somebody else since it was kept. */
    LegacyQuery of(String id, String legacyId) {
        return Optional.of(new FlowNotes(session).recall(id, legacyId))
                .filter(LegacyQuery::hasName)
                .or(() -> new RefusedNames(session).recall(id, legacyId))
                .or(() -> new LockOutNames(session, realm).recall(id, legacyId))
                .orElseGet(() -> LegacyQuery.byId(legacyId));
    }
}
