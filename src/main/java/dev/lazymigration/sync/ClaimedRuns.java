package dev.lazymigration.sync;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.ListRuns;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What whoever has claimed a run does in Keycloak, each time in a transaction of its own. Safe for use by several threads.
 *
 * @param <R> the kind of the runs
 * @param factory of Keycloak
 * @param sources what there is to read
 * @param books where the runs are kept
 */
public record ClaimedRuns<R extends ListRun<R>>(
        KeycloakSessionFactory factory, SyncSource.Book sources, Function<KeycloakSession, ListRuns<R>> books) {

    /**
     * What is done in the realm of a run.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {

        /** @param own session, with the realm in its context */
        T in(KeycloakSession own, RealmModel realm, ComponentModel provider);
    }

    /** Does something in the realm of a run; the run is left to others when its provider is gone. */
    public <T> T inRealm(R run, Work<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            RealmModel realm =
                    Optional.ofNullable(own.realms().getRealm(run.realmId())).orElseThrow(ClaimLostException::new);
            ComponentModel provider =
                    Optional.ofNullable(realm.getComponent(run.providerId())).orElseThrow(ClaimLostException::new);
            own.getContext().setRealm(realm);
            return work.in(own, realm, provider);
        });
    }

    /** What there is to read as it is configured at this moment. */
    SyncSource source(R run) {
        return inRealm(run, sources::find);
    }

    /**
     * Goes on with a run, which is left to others when somebody else has claimed it.
     *
     * @return the run as it is now
     */
    public R update(R run, UnaryOperator<R> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> update(own, run, change));
    }

    /** The same in a transaction that there is. */
    R update(KeycloakSession own, R run, UnaryOperator<R> change) {
        return books.apply(own).update(run, change).orElseThrow(ClaimLostException::new);
    }
}
