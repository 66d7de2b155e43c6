package dev.lazymigration.migration.notice;

import dev.lazymigration.ledger.Notice;
import dev.lazymigration.ledger.jpa.JpaNotices;
import dev.lazymigration.legacy.LegacyUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Writes down of whom the legacy system is to be told, in the transaction that imports him: whatever ends the server, it
 * is told of all who are in Keycloak, and of nobody else.
 *
 * @param session of that transaction
 */
public record NoticeWriter(KeycloakSession session) {

    /**
     * @param provider through which he came
     * @param userId his id in Keycloak
     * @param username in Keycloak
     */
    public void add(ComponentModel provider, LegacyUser legacyUser, String userId, String username) {
        JpaNotices.of(session)
                .add(new Notice(
                        KeycloakModelUtils.generateId(),
                        provider.getParentId(),
                        provider.getId(),
                        legacyUser.id(),
                        userId,
                        username,
                        json(legacyUser),
                        0,
                        Instant.now()));
        announce();
    }

    /** Starts again with what waits or was given up. */
    public void startAgain(String providerId) {
        JpaNotices.of(session).startAgain(providerId);
        announce();
    }

    private static String json(LegacyUser legacyUser) {
        try {
            return JsonSerialization.writeValueAsString(new ProfileOnHold(legacyUser.profile()).withoutSecrets());
        } catch (IOException e) {
            throw new UncheckedIOException("A legacy profile holds plain values only", e);
        }
    }

    private void announce() {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                session.getKeycloakSessionFactory().publish(new NoticeAdded());
            }

            @Override
            protected void rollbackImpl() {
                // Then there is nothing to tell.
            }
        });
    }
}
