package dev.lazymigration;

import jakarta.enterprise.context.ContextNotActiveException;
import org.keycloak.models.KeycloakSession;

/**
 * The job in which Keycloak's brute-force detection counts a failure, after the login that has failed and in another
 * thread. Nobody waits for its answer, and what it throws is lost together with the failure.
 */
record BruteForceJob(KeycloakSession session) {

    /** Its request has the path of the login's, and nothing else ({@code DefaultBruteForceProtector}). */
    boolean isRunning() {
        try {
            return session.getContext().getHttpRequest().getHttpHeaders() == null;
        } catch (ContextNotActiveException otherJob) {
            return false;
        }
    }
}
