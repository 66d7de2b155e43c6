package dev.lazymigration.admin;

import dev.lazymigration.ledger.MigrationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.UserModel;

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

    static RecordRepresentation of(MigrationRecord migrated, Optional<UserModel> user) {
        return new RecordRepresentation(
                migrated.legacyId(),
                migrated.userId(),
                user.map(UserModel::getUsername).orElse(null),
                migrated.method().label(),
                migrated.migratedAt().toEpochMilli(),
                user.isEmpty());
    }

    /** The same for people: times can be read. */
    static CsvTable table(List<RecordRepresentation> records) {
        CsvTable table = new CsvTable("legacyId", "userId", "username", "method", "migratedAt", "deleted");
        records.forEach(line -> table.add(
                line.legacyId,
                line.userId,
                line.username,
                line.method,
                Instant.ofEpochMilli(line.migratedAt),
                line.deleted));
        return table;
    }
}
