package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.MigrationCount;
import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.RecordFilter;
import dev.lazymigration.ledger.Stretch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The ledger in the transaction of a {@link KeycloakSession}. */
public final class JpaMigrationLedger implements MigrationLedger {

    private final EntityManager entityManager;
    private final Tallies tallies;

    JpaMigrationLedger(EntityManager entityManager, Tallies tallies) {
        this.entityManager = entityManager;
        this.tallies = tallies;
    }

    public static MigrationLedger of(KeycloakSession session) {
        return new JpaMigrationLedger(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(),
                LedgerEntityProviderFactory.of(session.getKeycloakSessionFactory())
                        .tallies());
    }

    @Override
    public Optional<MigrationRecord> find(String providerId, String legacyId) {
        return row(providerId, legacyId).map(MigrationRecordEntity::toRecord);
    }

    @Override
    public Map<String, MigrationRecord> find(String providerId, Collection<String> legacyIds) {
        return legacyIds.isEmpty()
                ? Map.of()
                : entityManager
                        .createNamedQuery(MigrationRecordEntity.BY_LEGACY_IDS, MigrationRecordEntity.class)
                        .setParameter("provider", providerId)
                        .setParameter(
                                "keys",
                                legacyIds.stream()
                                        .map(MigrationRecordEntity::keyOf)
                                        .toList())
                        .getResultStream()
                        .map(MigrationRecordEntity::toRecord)
                        .collect(Collectors.toMap(MigrationRecord::legacyId, found -> found));
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
    public void addAll(Collection<MigrationRecord> migrated) {
        migrated.forEach(line -> entityManager.persist(new MigrationRecordEntity(line)));
        entityManager.flush();
    }

    @Override
    public List<MigrationRecord> list(String providerId, RecordFilter filter, Page page) {
        return rows(wanted(providerId, filter), page).stream()
                .map(MigrationRecordEntity::toRecord)
                .toList();
    }

    @Override
    public Stretch<MigrationRecord> read(String providerId, RecordFilter filter, Optional<Bookmark> from, int max) {
        Conditions conditions = wanted(providerId, filter);
        from.ifPresent(place -> conditions.behind(place, "r.migratedAt", "r.id"));
        return Stretch.of(rows(conditions, new Page(0, max)), max, MigrationRecordEntity::place)
                .with(rows -> rows.stream().map(MigrationRecordEntity::toRecord).toList());
    }

    private static Conditions wanted(String providerId, RecordFilter filter) {
        Conditions conditions = new Conditions().and("r.providerId = :provider", "provider", providerId);
        filter.legacyId().ifPresent(id -> conditions.and("r.legacyKey = :key", "key", MigrationRecordEntity.keyOf(id)));
        filter.userId().ifPresent(id -> conditions.and("r.userId = :user", "user", id));
        filter.method().ifPresent(method -> conditions.and("r.method = :method", "method", method));
        filter.deleted()
                .ifPresent(deleted -> conditions.and(
                        deleted ? MigrationRecordEntity.USER_DELETED : MigrationRecordEntity.USER_NOT_DELETED));
        return conditions;
    }

    private List<MigrationRecordEntity> rows(Conditions conditions, Page page) {
        return conditions.list(
                entityManager,
                MigrationRecordEntity.class,
                "select r from MigrationRecordEntity r",
                " order by r.migratedAt desc, r.id desc",
                page);
    }

    @Override
    public MigrationCount count(String providerId) {
        Tally tally = tallies.of(providerId);
        long deleted = entityManager
                .createNamedQuery(MigrationRecordEntity.COUNT_DELETED, Long.class)
                .setParameter("provider", providerId)
                .getSingleResult();
        return new MigrationCount(tally.with(new LineCounts(entityManager).since(providerId, tally.until())), deleted);
    }

    @Override
    public Optional<Instant> last(String providerId) {
        return latest(MigrationRecordEntity.LAST, providerId);
    }

    private Optional<Instant> latest(String query, String providerId) {
        return Optional.ofNullable(entityManager
                        .createNamedQuery(query, Long.class)
                        .setParameter("provider", providerId)
                        .getSingleResult())
                .map(Instant::ofEpochMilli);
    }

    @Override
    public void proved(String providerId, String legacyId, Instant at) {
        entityManager
                .createNamedQuery(MigrationRecordEntity.NOTE_PROOF)
                .setParameter("provider", providerId)
                .setParameter("key", MigrationRecordEntity.keyOf(legacyId))
                .setParameter("at", at.toEpochMilli())
                .executeUpdate();
    }

    @Override
    public Optional<Instant> lastProof(String providerId) {
        return latest(MigrationRecordEntity.LAST_PROOF, providerId);
    }

    @Override
    public long countProofs(String providerId, Instant from) {
        return entityManager
                .createNamedQuery(MigrationRecordEntity.COUNT_PROOFS, Long.class)
                .setParameter("provider", providerId)
                .setParameter("from", from.toEpochMilli())
                .getSingleResult();
    }

    @Override
    public void forget(String providerId, String legacyId) {
        entityManager
                .createNamedQuery(MigrationRecordEntity.DELETE_BY_LEGACY_ID)
                .setParameter("provider", providerId)
                .setParameter("key", MigrationRecordEntity.keyOf(legacyId))
                .executeUpdate();
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
