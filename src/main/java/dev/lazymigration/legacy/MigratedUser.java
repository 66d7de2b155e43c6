package dev.lazymigration.legacy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A user who has come across, as the legacy system is told of him.
 *
 * @param legacyUser as the scripts described him, without what looks like a secret
 * @param keycloakId his id in Keycloak, never null
 */
public record MigratedUser(LegacyUser legacyUser, String keycloakId) {

    /** The field in which a script finds Keycloak's id. */
    public static final String KEYCLOAK_ID = "keycloakId";

    public MigratedUser {
        Objects.requireNonNull(legacyUser, "legacyUser");
        Objects.requireNonNull(keycloakId, "keycloakId");
    }

    /** The profile, with Keycloak's id in it; unmodifiable. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(legacyUser.profile());
        fields.put(KEYCLOAK_ID, keycloakId);
        return Collections.unmodifiableMap(fields);
    }
}
