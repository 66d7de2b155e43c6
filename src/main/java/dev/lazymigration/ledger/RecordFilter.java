package dev.lazymigration.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * Which lines of the ledger are wanted; what is empty does not matter.
 *
 * @param legacyId of this legacy user
 * @param userId of this Keycloak user
 * @param method of users who came across in this way
 * @param deleted of users who are deleted in Keycloak by now, or of those who are not
 */
public record RecordFilter(
        Optional<String> legacyId,
        Optional<String> userId,
        Optional<MigrationMethod> method,
        Optional<Boolean> deleted) {

    public RecordFilter {
        Objects.requireNonNull(legacyId, "legacyId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(deleted, "deleted");
    }
}
