package dev.lazymigration.ledger;

/**
 * The last run of one kind through the list of each provider.
 *
 * @param <R> the kind
 */
public interface ListRuns<R extends ListRun<R>> extends ClaimableRuns<R> {

    /** An administrator wants it to stop. */
    void requestStop(String providerId);
}
