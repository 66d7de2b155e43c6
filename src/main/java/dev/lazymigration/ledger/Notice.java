package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A migrated user of whom the legacy system is still to be told.
 *
 * @param id of this line
 * @param realmId the realm's id
 * @param providerId the id of the lazy-migration provider in that realm
 * @param legacyId the legacy system's id for the user
 * @param userId his id in Keycloak
 * @param username in Keycloak
 * @param profile his legacy profile as a JSON object, without what looks like a secret
 * @param attempts how often it has been tried; one that is under way is counted
 * @param dueAt when it is to be tried next, as long as nobody else does so before
 */
public record Notice(
        String id,
        String realmId,
        String providerId,
        String legacyId,
        String userId,
        String username,
        String profile,
        int attempts,
        Instant dueAt) {

    public Notice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(providerId, "providerId");
        Objects.requireNonNull(legacyId, "legacyId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(dueAt, "dueAt");
    }

    /** The same line, taken for one more attempt. */
    public Notice claimed(Instant until) {
        return new Notice(id, realmId, providerId, legacyId, userId, username, profile, attempts + 1, until);
    }

    /** Says who, never what: a profile may hold anything. */
    @Override
    public String toString() {
        return "Notice[id=" + id + ", legacyId=" + legacyId + ", attempts=" + attempts + "]";
    }
}
