package dev.lazymigration;

import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.migration.LockOutTarget;
import dev.lazymigration.migration.PendingUser;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * Who has an id of ours, which Keycloak's flows keep from one request to the next: a {@link PendingUser}, the user whom he has
 * become, or nobody. Belongs to one Keycloak session and writes nothing, unless somebody was {@linkplain BrokerProof
 * proved} to be who he is by other means than a password.
 */
final class LookupById {

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final LegacyAnswers answers;
    private final BrokerProof brokerProof;

    LookupById(KeycloakSession session, ConfiguredProvider configured, LegacyAnswers answers) {
        this.session = session;
        this.provider = configured.component();
        this.answers = answers;
        this.brokerProof = new BrokerProof(session, configured);
    }

    /** @param id as Keycloak's notes hold it: {@code f:<provider>:<legacy id>} */
    Optional<UserModel> byId(RealmModel realm, String id) {
        String legacyId = StorageId.externalId(id);
        Optional<UserModel> met = answers.pendingUser(legacyId);
        if (met.isPresent()) {
            return met;
        }
        Optional<MigrationRecord> migrated = answers.migrated(legacyId);
        if (migrated.isPresent()) {
            return Optional.ofNullable(
                    session.users().getUserById(realm, migrated.get().userId()));
        }
        return new BruteForceJob(session).isRunning() ? toLockOut(realm, id, legacyId) : asked(realm, id, legacyId);
    }

    /** Somebody in any case, since a failure that is not counted is one more guess. */
    private Optional<UserModel> toLockOut(RealmModel realm, String id, String legacyId) {
        Optional<UserModel> known;
        try {
            known = asked(realm, id, legacyId);
        } catch (WebApplicationException legacySystemDoesNotSay) {
            known = Optional.empty();
        }
        return known.or(() -> Optional.of(
                new LockOutTarget(session, realm, provider, new QuestionById(session, realm).of(id, legacyId))));
    }

    private Optional<UserModel> asked(RealmModel realm, String id, String legacyId) {
        LegacyQuery query = new QuestionById(session, realm).of(id, legacyId);
        String typedName = query.username() != null ? query.username() : query.email();
        return answers.find(realm, query, typedName)
                .filter(user -> user.getId().equals(id))
                .map(user -> user instanceof PendingUser pending ? brokerProof.known(realm, pending) : user);
    }
}
