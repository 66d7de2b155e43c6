package dev.lazymigration.admin;

import dev.lazymigration.ledger.MigrationRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A migrated user, in JSON.
 *
 * @param legacyId the legacy system's id for him
 * @param userId his id in Keycloak, also when he is deleted there
 * @param username his name in Keycloak now; missing when he is deleted
 * @param method what moved him: {@code login}, {@code reset} or another
 * @param migratedAt when, in milliseconds since 1970, as everywhere in Keycloak's admin API
 * @param deleted whether he is deleted in Keycloak; he does not come back by himself then
 */
public record RecordRepresentation(
        String legacyId, String userId, String username, String method, long migratedAt, boolean deleted) {

    /** The same for people: times can be read. */
    static final CsvTable<RecordRepresentation> TABLE = new CsvTable<>(
            line -> new Object[] {
                line.legacyId,
                line.userId,
                line.username,
                line.method,
                Instant.ofEpochMilli(line.migratedAt),
                line.deleted
            },
            "legacyId",
            "userId",
            "username",
            "method",
            "migratedAt",
            "deleted");

    /** @param username his name in Keycloak now; empty when he is deleted */
    static RecordRepresentation of(MigrationRecord migrated, Optional<String> username) {
        return new RecordRepresentation(
                migrated.legacyId(),
                migrated.userId(),
                username.orElse(null),
                migrated.method().label(),
                migrated.migratedAt().toEpochMilli(),
                username.isEmpty());
    }
}
