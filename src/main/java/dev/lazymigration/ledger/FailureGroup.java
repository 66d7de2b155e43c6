package dev.lazymigration.ledger;

import java.time.Instant;

/**
 * The same {@link Failure}, however often it happened: the same kind and code for the same legacy user.
 *
 * @param kind what kind of thing
 * @param code which of that kind
 * @param legacyId the legacy system's id for the user, or null where it is not known
 * @param username as it was typed or mapped the last time, or null
 * @param reason of the last time
 * @param first when it happened first
 * @param last when it happened last
 * @param count how often it happened
 */
public record FailureGroup(
        FailureKind kind,
        String code,
        String legacyId,
        String username,
        String reason,
        Instant first,
        Instant last,
        long count) {}
