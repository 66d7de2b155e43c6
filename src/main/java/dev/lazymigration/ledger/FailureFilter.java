package dev.lazymigration.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * Which failures are wanted; what is empty does not matter.
 *
 * @param kind of this kind
 * @param legacyId of this legacy user
 */
public record FailureFilter(Optional<FailureKind> kind, Optional<String> legacyId) {

    public FailureFilter {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(legacyId, "legacyId");
    }
}
