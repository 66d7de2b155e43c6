package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.ListRuns;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The audits in the transaction of a {@link KeycloakSession}. */
public final class JpaAuditRuns extends JpaListRuns<AuditRun, AuditRunEntity> {

    JpaAuditRuns(EntityManager entityManager) {
        super(entityManager, AuditRunEntity.class, AuditRunEntity::new);
    }

    public static ListRuns<AuditRun> of(KeycloakSession session) {
        return new JpaAuditRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }
}
