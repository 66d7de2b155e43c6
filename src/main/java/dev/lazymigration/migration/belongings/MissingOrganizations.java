package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.OrganizationName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Creates organizations of which a user is to be a member, one at a time in a realm.
 *
 * <p>The database keeps two organizations from having one name, but not from having one domain, and Keycloak fails where
 * it looks for the organization of a domain and finds two ({@code JpaOrganizationProvider.getByDomainName}). So nodes
 * take turns, by the lock that Keycloak uses for its own scheduled tasks.
 *
 * @param session of the login
 * @param realm in that session
 */
record MissingOrganizations(KeycloakSession session, RealmModel realm) {

    /** Longer than it takes to create one; a node that dies in it holds the others up no longer than that. */
    private static final int LOCK_SECONDS = 5;

    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * Creates the organization unless it is there. That it could not is seen by the organization's absence.
     *
     * @return what was left out of it
     */
    List<NotApplied> create(OrganizationName wanted) {
        RealmOrganizations organizations = new RealmOrganizations(session);
        if (!organizations.areEnabled() || organizations.find(wanted).isPresent()) {
            return List.of();
        }
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        long end = System.nanoTime() + Duration.ofSeconds(LOCK_SECONDS).toNanos();
        do {
            ExecutionResult<List<NotApplied>> turn = cluster.executeIfNotExecuted(
                    "lazy-migration-organizations-" + realm.getId(), LOCK_SECONDS, () -> createInMyTurn(wanted));
            if (turn.isExecuted()) {
                return turn.getResult();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return List.of();
    }

    private List<NotApplied> createInMyTurn(OrganizationName wanted) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> new NewOrganization(new RealmOrganizations(own)).create(wanted),
                    "lazy migration of an organization");
        } catch (ModelException somebodyElseWasFaster) {
            return List.of();
        }
    }
}
