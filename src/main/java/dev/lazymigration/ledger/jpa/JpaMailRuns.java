package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.MailRuns;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The mails of providers in the transaction of a {@link KeycloakSession}. */
public final class JpaMailRuns implements MailRuns {

    private final EntityManager entityManager;

    JpaMailRuns(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static MailRuns of(KeycloakSession session) {
        return new JpaMailRuns(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public Optional<MailRun> find(String providerId) {
        return Optional.ofNullable(entityManager.find(MailRunEntity.class, providerId))
                .map(MailRunEntity::toRun);
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

    @Override
    public Optional<MailRun> claim(String providerId, Change next) {
        Optional<MailRunEntity> row = locked(providerId);
        Optional<MailRun> changed = next.of(row.map(MailRunEntity::toRun));
        changed.ifPresent(run -> write(row, run));
        return changed;
    }

    private void write(Optional<MailRunEntity> row, MailRun run) {
        row.ifPresentOrElse(entity -> entity.take(run), () -> entityManager.persist(new MailRunEntity(run)));
        entityManager.flush();
    }

    @Override
    public Optional<MailRun> update(MailRun claimed, UnaryOperator<MailRun> change) {
        return locked(claimed.providerId())
                .filter(row -> row.toRun().claim().id().equals(claimed.claim().id()))
                .map(row -> {
                    row.take(change.apply(row.toRun()));
                    return row.toRun();
                });
    }

    private Optional<MailRunEntity> locked(String providerId) {
        return Optional.ofNullable(entityManager.find(MailRunEntity.class, providerId, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(MailRunEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(MailRunEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
