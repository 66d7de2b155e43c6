package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ListRuns;
import dev.lazymigration.ledger.SyncRun;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The syncs in the transaction of a {@link KeycloakSession}. */
public final class JpaSyncRuns extends JpaListRuns<SyncRun, SyncRunEntity> {

    JpaSyncRuns(EntityManager entityManager) {
        super(entityManager, SyncRunEntity.class, SyncRunEntity::new);
    }

    public static ListRuns<SyncRun> of(KeycloakSession session) {
        return new JpaSyncRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }
}
