package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The same {@link Failure}, however often it happened: the same kind and code for the same legacy user.
 *
 * @param kind what kind of thing
 * @param code which of that kind
 * @param legacyId the legacy system's id for the user, or null where it is not known
 * @param username as it was typed or mapped the last time, or null
 * @param reason of the last time
 * @param console what the script printed the last time, its end if it was much; empty where there is none
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
        List<String> console,
        Instant first,
        Instant last,
        long count) {

    public FailureGroup {
        console = List.copyOf(console);
    }
}
