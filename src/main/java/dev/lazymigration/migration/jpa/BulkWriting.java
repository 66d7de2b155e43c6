package dev.lazymigration.migration.jpa;

import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.KeycloakSession;

/**
 * Writing that goes to the database in one piece, as Keycloak's own import of realms does it. What is written in it is not
 * seen by queries before its end.
 */
public record BulkWriting(KeycloakSession session) {

    public void run(Runnable writing) {
        EntityManagers.runInBatch(session, writing, true);
    }
}
