package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.GroupPath;
import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.OrganizationName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Creates groups and organizations for a user who is about to be imported.
 *
 * <p>Each in a transaction of its own, and before the import: in there, one that another login creates at the same moment
 * would be a statement that the database refuses, and the end of the import; and where a transaction sees what was there
 * when it began (MySQL, MariaDB), it would not see the other's.
 *
 * <p>Logins take turns in this, over all nodes, by the lock that Keycloak uses for its scheduled tasks. The database keeps
 * two groups from having one path, at the price of an error in the log; but it does not keep two organizations from
 * having one domain, and Keycloak fails where it looks for the organization of a domain and finds two ({@code
 * JpaOrganizationProvider.getByDomainName}).
 *
 * @param session of the login
 * @param realm in that session
 * @param createGroups whether a group that is missing is created
 * @param createOrganizations whether an organization that is missing is created
 */
public record RealmPreparation(
        KeycloakSession session, RealmModel realm, boolean createGroups, boolean createOrganizations) {

    /** Longer than a turn takes; a node that dies in its turn holds the others up no longer than that. */
    private static final int TURN_SECONDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * @return what was left out of a new organization; a group or organization that could not be created is found missing
     *     by {@link BelongingsWriter}
     */
    public List<NotApplied> prepareFor(Belongings belongings) {
        MissingGroups groups = new MissingGroups(session, realm);
        MissingOrganizations organizations = new MissingOrganizations(session);
        List<GroupPath> newGroups = createGroups
                ? belongings.groups().stream().filter(groups::isMissing).toList()
                : List.of();
        List<OrganizationName> newOrganizations = createOrganizations
                ? belongings.organizations().stream()
                        .filter(organizations::isMissing)
                        .toList()
                : List.of();
        if (newGroups.isEmpty() && newOrganizations.isEmpty()) {
            return List.of();
        }
        return inMyTurn(() -> {
            newGroups.forEach(groups::create);
            return newOrganizations.stream()
                    .map(organizations::create)
                    .flatMap(List::stream)
                    .toList();
        });
    }

    /** Gives up after a while: a login that waits for ever is worse than a group that is reported missing. */
    private List<NotApplied> inMyTurn(Turn turn) {
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            ExecutionResult<List<NotApplied>> result = cluster.executeIfNotExecuted(
                    "lazy-migration-preparation-" + realm.getId(), TURN_SECONDS, turn::take);
            if (result.isExecuted()) {
                return result.getResult();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted());
        return List.of();
    }

    @FunctionalInterface
    private interface Turn {

        List<NotApplied> take();
    }
}
