package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ClaimableRun;
import dev.lazymigration.ledger.ClaimableRuns;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The runs of one kind in the transaction of an entity manager.
 *
 * @param <R> the kind
 * @param <E> its rows
 */
abstract class JpaClaimableRuns<R extends ClaimableRun<R>, E extends ClaimableRunEntity<R>>
        implements ClaimableRuns<R> {

    private final EntityManager entityManager;
    private final Class<E> rows;
    private final Function<R, E> newRow;

    JpaClaimableRuns(EntityManager entityManager, Class<E> rows, Function<R, E> newRow) {
        this.entityManager = entityManager;
        this.rows = rows;
        this.newRow = newRow;
    }

    @Override
    public Optional<R> find(String providerId) {
        return Optional.ofNullable(entityManager.find(rows, providerId)).map(ClaimableRunEntity::toRun);
    }

    @Override
    public Optional<R> claim(String providerId, UnaryOperator<Optional<R>> next) {
        Optional<E> row = locked(providerId);
        Optional<R> changed = next.apply(row.map(ClaimableRunEntity::toRun));
        changed.ifPresent(run -> write(row, run));
        return changed;
    }

    private void write(Optional<E> row, R run) {
        row.ifPresentOrElse(entity -> entity.take(run), () -> entityManager.persist(newRow.apply(run)));
        entityManager.flush();
    }

    @Override
    public Optional<R> update(R claimed, UnaryOperator<R> change) {
        return locked(claimed.providerId())
                .filter(row -> row.isStillOf(claimed))
                .map(row -> {
                    row.take(change.apply(row.toRun()));
                    return row.toRun();
                });
    }

    private Optional<E> locked(String providerId) {
        return Optional.ofNullable(entityManager.find(rows, providerId, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public void forgetProvider(String providerId) {
        query("delete from %s r where r.providerId = :provider")
                .setParameter("provider", providerId)
                .executeUpdate();
    }

    @Override
    public void forgetRealm(String realmId) {
        query("delete from %s r where r.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    /** @param ofRows a statement with {@code %s} for the kind of the rows */
    final Query query(String ofRows) {
        return entityManager.createQuery(ofRows.formatted(rows.getSimpleName()));
    }
}
