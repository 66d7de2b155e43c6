package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.MailRuns;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The mails of providers in the transaction of a {@link KeycloakSession}. */
public final class JpaMailRuns extends JpaClaimableRuns<MailRun, MailRunEntity> implements MailRuns {

    private final EntityManager entityManager;

    JpaMailRuns(EntityManager entityManager) {
        super(entityManager, MailRunEntity.class, MailRunEntity::new);
        this.entityManager = entityManager;
    }

    public static MailRuns of(KeycloakSession session) {
        return new JpaMailRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public List<MailRun> abandoned(Instant now) {
        return entityManager
                .createNamedQuery(MailRunEntity.ABANDONED, MailRunEntity.class)
                .setParameter("now", now.toEpochMilli())
                .getResultStream()
                .map(MailRunEntity::toRun)
                .toList();
    }
}
