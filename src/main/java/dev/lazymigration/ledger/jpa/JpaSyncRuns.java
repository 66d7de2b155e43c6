package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncRuns;
import dev.lazymigration.ledger.SyncState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The syncs in the transaction of a {@link KeycloakSession}. */
public final class JpaSyncRuns implements SyncRuns {

    private final EntityManager entityManager;

    private JpaSyncRuns(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static SyncRuns of(KeycloakSession session) {
        return new JpaSyncRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public Optional<SyncRun> find(String providerId) {
        return Optional.ofNullable(entityManager.find(SyncRunEntity.class, providerId))
                .map(SyncRunEntity::toRun);
    }

    @Override
    public Optional<SyncRun> claim(String providerId, Change next) {
        Optional<SyncRunEntity> row = locked(providerId);
        Optional<SyncRun> changed = next.of(row.map(SyncRunEntity::toRun));
        changed.ifPresent(run -> write(row, run));
        return changed;
    }

    private void write(Optional<SyncRunEntity> row, SyncRun run) {
        row.ifPresentOrElse(entity -> entity.take(run), () -> entityManager.persist(new SyncRunEntity(run)));
        entityManager.flush();
    }

    @Override
    public Optional<SyncRun> update(SyncRun claimed, UnaryOperator<SyncRun> change) {
        return locked(claimed.providerId())
                .filter(row -> row.toRun().state() == SyncState.RUNNING)
                .filter(row -> row.toRun().claim().id().equals(claimed.claim().id()))
                .map(row -> {
                    row.take(change.apply(row.toRun()));
                    return row.toRun();
                });
    }

    private Optional<SyncRunEntity> locked(String providerId) {
        return Optional.ofNullable(entityManager.find(SyncRunEntity.class, providerId, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public void requestStop(String providerId) {
        entityManager
                .createNamedQuery(SyncRunEntity.REQUEST_STOP)
                .setParameter("provider", providerId)
                .setParameter("running", SyncState.RUNNING)
                .executeUpdate();
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(SyncRunEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(SyncRunEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
