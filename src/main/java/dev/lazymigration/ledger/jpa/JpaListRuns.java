package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.ListRuns;
import dev.lazymigration.ledger.SyncState;
import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * The runs of one kind through lists in the transaction of an entity manager.
 *
 * @param <R> the kind
 * @param <E> its rows
 */
abstract class JpaListRuns<R extends ListRun<R>, E extends RunEntity<R>> extends JpaClaimableRuns<R, E>
        implements ListRuns<R> {

    JpaListRuns(EntityManager entityManager, Class<E> rows, Function<R, E> newRow) {
        super(entityManager, rows, newRow);
    }

    @Override
    public void requestStop(String providerId) {
        query("update %s r set r.stopWanted = true where r.providerId = :provider and r.state = :running")
                .setParameter("provider", providerId)
                .setParameter("running", SyncState.RUNNING)
                .executeUpdate();
    }
}
