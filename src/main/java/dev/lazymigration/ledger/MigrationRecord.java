package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of the ledger. It stays when the Keycloak user is deleted.
 *
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param legacyId the legacy system's id for the user, exactly as the script gave it
 * @param userId the id of the user in Keycloak's own store
 * @param method what moved him
 * @param migratedAt when
 */
public record MigrationRecord(
        String realmId, String providerId, String legacyId, String userId, MigrationMethod method, Instant migratedAt) {

    public MigrationRecord {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(legacyId, "legacyId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(migratedAt, "migratedAt");
    }
}
