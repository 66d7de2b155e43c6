package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.AuditRuns;
import dev.lazymigration.ledger.SyncState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The audits in the transaction of a {@link KeycloakSession}. */
public final class JpaAuditRuns implements AuditRuns {

    private final EntityManager entityManager;

    JpaAuditRuns(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static AuditRuns of(KeycloakSession session) {
        return new JpaAuditRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public Optional<AuditRun> find(String providerId) {
        return Optional.ofNullable(entityManager.find(AuditRunEntity.class, providerId))
                .map(AuditRunEntity::toRun);
    }

    @Override
    public Optional<AuditRun> claim(String providerId, Change next) {
        Optional<AuditRunEntity> row = locked(providerId);
        Optional<AuditRun> changed = next.of(row.map(AuditRunEntity::toRun));
        changed.ifPresent(run -> write(row, run));
        return changed;
    }

    private void write(Optional<AuditRunEntity> row, AuditRun run) {
        row.ifPresentOrElse(entity -> entity.take(run), () -> entityManager.persist(new AuditRunEntity(run)));
        entityManager.flush();
    }

    @Override
    public Optional<AuditRun> update(AuditRun claimed, UnaryOperator<AuditRun> change) {
        return locked(claimed.providerId())
                .filter(row -> row.toRun().state() == SyncState.RUNNING)
                .filter(row -> row.toRun().claim().id().equals(claimed.claim().id()))
                .map(row -> {
                    row.take(change.apply(row.toRun()));
                    return row.toRun();
                });
    }

    private Optional<AuditRunEntity> locked(String providerId) {
        return Optional.ofNullable(
                entityManager.find(AuditRunEntity.class, providerId, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public void requestStop(String providerId) {
        entityManager
                .createNamedQuery(AuditRunEntity.REQUEST_STOP)
                .setParameter("provider", providerId)
                .setParameter("running", SyncState.RUNNING)
                .executeUpdate();
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(AuditRunEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(AuditRunEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
