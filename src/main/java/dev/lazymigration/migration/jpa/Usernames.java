package dev.lazymigration.migration.jpa;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The names of many users of a realm, by one query. Keycloak's own look-up by id takes one for each user, and fills its
 * user cache with all of them.
 */
public record Usernames(KeycloakSession session, String realmId) {

    /**
     * By the ids; those of users who do not exist are missing.
     *
     * @param userIds 1 000 at most, since Oracle takes no more in one list
     */
    public Map<String, String> of(Collection<String> userIds) {
        return userIds.isEmpty()
                ? Map.of()
                : session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(
                                "select u.id, u.username from UserEntity u where u.realmId = :realm and u.id in :ids",
                                Object[].class)
                        .setParameter("realm", realmId)
                        .setParameter("ids", userIds)
                        .getResultStream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }
}
