package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The ledger in the transaction of a {@link KeycloakSession}. */
public final class JpaMigrationLedger implements MigrationLedger {

    private final EntityManager entityManager;

    private JpaMigrationLedger(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static MigrationLedger of(KeycloakSession session) {
        return new JpaMigrationLedger(
                session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public Optional<MigrationRecord> find(String providerId, String legacyId) {
        return row(providerId, legacyId).map(MigrationRecordEntity::toRecord);
    }

    private Optional<MigrationRecordEntity> row(String providerId, String legacyId) {
        return entityManager
                .createNamedQuery(MigrationRecordEntity.BY_LEGACY_ID, MigrationRecordEntity.class)
                .setParameter("provider", providerId)
                .setParameter("key", MigrationRecordEntity.keyOf(legacyId))
                .getResultStream()
                .findFirst();
    }

    @Override
    public void add(MigrationRecord migrated) {
        entityManager.persist(new MigrationRecordEntity(migrated));
        entityManager.flush();
    }

    @Override
    public void correct(MigrationRecord migrated) {
        row(migrated.providerId(), migrated.legacyId()).orElseThrow().correct(migrated);
        entityManager.flush();
    }

    @Override
    public boolean hasUser(String userId) {
        return entityManager
                .createNamedQuery(MigrationRecordEntity.BY_USER, MigrationRecordEntity.class)
                .setParameter("user", userId)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultStream()
                .findAny()
                .isPresent();
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(MigrationRecordEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(MigrationRecordEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
