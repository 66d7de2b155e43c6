package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureFilter;
import dev.lazymigration.ledger.FailureGroup;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.Page;
import dev.lazymigration.ledger.Stretch;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The failures in the transaction of a {@link KeycloakSession}. */
public final class JpaMigrationFailures implements MigrationFailures {

    /** Oracle takes no longer list. */
    private static final int BATCH = 1_000;

    private final EntityManager entityManager;

    JpaMigrationFailures(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public static MigrationFailures of(KeycloakSession session) {
        return new JpaMigrationFailures(
                session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public void add(Failure failure, long times) {
        // Looked for first: in MySQL and MariaDB, an update that meets no row locks the gap in which it would be, and
        // two such transactions that then insert end in a deadlock.
        Optional<String> known = entityManager
                .createNamedQuery(MigrationFailureEntity.ID_BY_KEY, String.class)
                .setParameter("provider", failure.providerId())
                .setParameter("key", MigrationFailureEntity.keyOf(failure))
                .getResultStream()
                .findFirst();
        if (known.isEmpty()) {
            entityManager.persist(new MigrationFailureEntity(failure, times));
            entityManager.flush();
            return;
        }
        entityManager
                .createNamedQuery(MigrationFailureEntity.COUNT_AGAIN)
                .setParameter("id", known.get())
                .setParameter("times", times)
                .setParameter("at", failure.at().toEpochMilli())
                .setParameter("reason", MigrationFailureEntity.reasonOf(failure))
                .setParameter("console", ConsoleColumn.of(failure.console()))
                .setParameter("username", MigrationFailureEntity.nameOf(failure))
                .executeUpdate();
    }

    @Override
    public List<FailureGroup> list(String providerId, FailureFilter filter, Page page) {
        return rows(wanted(providerId, filter), page).stream()
                .map(MigrationFailureEntity::toGroup)
                .toList();
    }

    @Override
    public Stretch<FailureGroup> read(String providerId, FailureFilter filter, Optional<Bookmark> from, int max) {
        Conditions conditions = wanted(providerId, filter);
        from.ifPresent(place -> conditions.behind(place, "f.lastAt", "f.id"));
        return Stretch.of(rows(conditions, new Page(0, max)), max, MigrationFailureEntity::place)
                .with(rows -> rows.stream().map(MigrationFailureEntity::toGroup).toList());
    }

    private static Conditions wanted(String providerId, FailureFilter filter) {
        Conditions conditions = new Conditions().and("f.providerId = :provider", "provider", providerId);
        filter.kind().ifPresent(kind -> conditions.and("f.kind = :kind", "kind", kind));
        filter.legacyId().ifPresent(id -> conditions.and("f.legacyKey = :key", "key", MigrationRecordEntity.keyOf(id)));
        return conditions;
    }

    private List<MigrationFailureEntity> rows(Conditions conditions, Page page) {
        return conditions.list(
                entityManager,
                MigrationFailureEntity.class,
                "select f from MigrationFailureEntity f",
                " order by f.lastAt desc, f.id desc",
                page);
    }

    @Override
    public Map<FailureKind, Long> count(String providerId) {
        return entityManager
                .createNamedQuery(MigrationFailureEntity.COUNT_BY_KIND, Object[].class)
                .setParameter("provider", providerId)
                .getResultStream()
                .collect(Collectors.toMap(row -> (FailureKind) row[0], row -> (Long) row[1]));
    }

    @Override
    public boolean prune(String providerId) {
        List<String> ids = entityManager
                .createNamedQuery(MigrationFailureEntity.IDS_UNTIL, String.class)
                .setParameter("provider", providerId)
                .setParameter("until", endOfWhatGoes(providerId))
                .setMaxResults(BATCH)
                .getResultList();
        if (!ids.isEmpty()) {
            entityManager
                    .createNamedQuery(MigrationFailureEntity.DELETE_BY_IDS)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
        return ids.size() == BATCH;
    }

    /** In milliseconds since 1970. */
    private long endOfWhatGoes(String providerId) {
        long tooOld = Instant.now().minus(MAX_AGE).toEpochMilli();
        return entityManager
                .createNamedQuery(MigrationFailureEntity.TIMES, Long.class)
                .setParameter("provider", providerId)
                .setFirstResult(MAX_GROUPS)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(tooMuch -> tooMuch > tooOld)
                .orElse(tooOld);
    }

    @Override
    public void forgetProvider(String providerId) {
        entityManager
                .createNamedQuery(MigrationFailureEntity.DELETE_BY_PROVIDER)
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        entityManager
                .createNamedQuery(MigrationFailureEntity.DELETE_BY_REALM)
                .setParameter("realm", realmId)
                .executeUpdate();
    }
}
