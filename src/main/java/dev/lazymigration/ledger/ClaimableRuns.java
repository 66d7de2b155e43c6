package dev.lazymigration.ledger;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The last run of one kind of each provider, within one Keycloak transaction. Not safe for use by several threads.
 *
 * <p>Whoever wants to run claims the line first; then nobody else in the cluster does, until the claim runs out.
 *
 * @param <R> the kind
 */
public interface ClaimableRuns<R extends ClaimableRun<R>> {

    /** The last run of a provider, or the one that is under way. */
    Optional<R> find(String providerId);

    /**
     * Writes a line, whatever was there; nobody else can at the same time.
     *
     * @param providerId whose
     * @param next what becomes of the line that is there now, if any; empty when nothing is to be changed
     * @return what was written
     * @throws org.keycloak.models.ModelDuplicateException when another transaction is writing the first line of the
     *     provider; the transaction is lost then
     */
    Optional<R> claim(String providerId, UnaryOperator<Optional<R>> next);

    /**
     * Goes on with a run.
     *
     * @param claimed as whoever goes on knows it
     * @param change what becomes of it
     * @return the line as it is now, with what an administrator wants in it; empty when the claim has passed to somebody
     *     else, or when the provider is gone
     */
    Optional<R> update(R claimed, UnaryOperator<R> change);

    /** Forgets everything about a provider that is being removed. */
    void forgetProvider(String providerId);

    /** Forgets everything about a realm that is being removed. */
    void forgetRealm(String realmId);
}
