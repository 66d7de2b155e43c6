package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that an administrator has to know, as it happens. Holds neither passwords nor secrets.
 *
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param kind what kind of thing
 * @param code which of that kind: why a user was refused, which field was not applied, which script failed
 * @param legacyId the legacy system's id for the user, or null where it is not known
 * @param username as it was typed or mapped, or null
 * @param reason for the administrator
 * @param console what the script printed that failed; empty where it was none, or printed nothing
 * @param at when
 */
public record Failure(
        String realmId,
        String providerId,
        FailureKind kind,
        String code,
        String legacyId,
        String username,
        String reason,
        List<String> console,
        Instant at) {

    public Failure {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        console = List.copyOf(console);
    }

    /** Where no script failed. */
    public Failure(
            String realmId,
            String providerId,
            FailureKind kind,
            String code,
            String legacyId,
            String username,
            String reason,
            Instant at) {
        this(realmId, providerId, kind, code, legacyId, username, reason, List.of(), at);
    }
}
