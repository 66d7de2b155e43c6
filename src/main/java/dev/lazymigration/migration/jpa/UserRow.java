package dev.lazymigration.migration.jpa;

import jakarta.persistence.LockModeType;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.UserEntity;

/** The row of a user in Keycloak's own store. */
public record UserRow(KeycloakSession session, String userId) {

    /** Waits for every other transaction that has locked it, and holds it until this one ends. */
    public void lock() {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .find(UserEntity.class, userId, LockModeType.PESSIMISTIC_WRITE);
    }
}
