package dev.lazymigration.ledger.jpa;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Keeps the failures of a provider within their bounds, in short transactions of its own: for whoever has written some, once
 * they are committed. Safe for use by several threads.
 *
 * @param factory of Keycloak
 * @param providerId the id of the lazy-migration provider
 */
public record FailurePruning(KeycloakSessionFactory factory, String providerId) {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** When this node has last found nothing more to forget, by the provider's id. */
    private static final Map<String, Instant> DONE = new ConcurrentHashMap<>();

    /** Forgets all that is too old or too much, however long that takes. */
    public void run() {
        while (forgetsAndFindsMore()) {
            // Each time in another transaction.
        }
    }

    /** Forgets so little that somebody can wait for it: more than one login can write, and nothing most of the time. */
    public void runShortly() {
        Instant now = Instant.now();
        Instant last = DONE.get(providerId);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return;
        }
        DONE.put(providerId, now);
        if (forgetsAndFindsMore()) {
            DONE.remove(providerId);
        }
    }

    private boolean forgetsAndFindsMore() {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, own -> JpaMigrationFailures.of(own).prune(providerId));
    }
}
