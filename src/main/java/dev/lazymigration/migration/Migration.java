package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.NotApplied;
import java.time.Duration;
import java.util.List;

/**
 * A user has come across, and is committed.
 *
 * @param legacyUser as the scripts described him
 * @param userId in Keycloak
 * @param username in Keycloak
 * @param method what moved him
 * @param notApplied what of his profile did not come across; unmodifiable
 * @param duration of the import, the scripts not counted
 */
public record Migration(
        LegacyUser legacyUser,
        String userId,
        String username,
        MigrationMethod method,
        List<NotApplied> notApplied,
        Duration duration) {

    public Migration {
        notApplied = List.copyOf(notApplied);
    }
}
