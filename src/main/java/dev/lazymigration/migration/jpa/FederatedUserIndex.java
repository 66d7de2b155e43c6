package dev.lazymigration.migration.jpa;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.jpa.entity.FederatedUser;

/**
 * For whom there is anything in Keycloak's tables for users of other storages. Keycloak adds a line to this index
 * before whatever it writes there ({@code JpaUserFederatedStorageProvider.createIndex}).
 */
public record FederatedUserIndex(KeycloakSession session) {

    /** @param userId {@code f:<provider>:<legacy id>} */
    public boolean has(String userId) {
        return session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .find(FederatedUser.class, userId)
                != null;
    }

    /** @param userIds {@code f:<provider>:<legacy id>} each */
    public Set<String> among(Collection<String> userIds) {
        return userIds.isEmpty()
                ? Set.of()
                : session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery("select u.id from FederatedUser u where u.id in :ids", String.class)
                        .setParameter("ids", userIds)
                        .getResultStream()
                        .collect(Collectors.toSet());
    }
}
