package dev.lazymigration.sync;

import dev.lazymigration.migration.jpa.DeadlockRetry;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTaskWithResult;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A transaction that claims the run of a provider, be it the provider's first one or not: whoever wants to write the first
 * line while somebody else does finds it there at the second try. Safe for use by several threads.
 */
public record ClaimTransaction(KeycloakSessionFactory factory) {

    /** @param claim writes nothing outside of the database */
    public <T> T run(KeycloakSessionTaskWithResult<T> claim) {
        try {
            return attempt(claim);
        } catch (ModelDuplicateException somebodyElseHasTheFirst) {
            return attempt(claim);
        }
    }

    private <T> T attempt(KeycloakSessionTaskWithResult<T> claim) {
        return DeadlockRetry.run(() -> KeycloakModelUtils.runJobInTransactionWithResult(factory, claim));
    }
}
