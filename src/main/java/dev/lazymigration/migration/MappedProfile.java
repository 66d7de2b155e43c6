package dev.lazymigration.migration;

import java.util.List;
import java.util.Map;

/** What a legacy profile comes to in Keycloak's terms. */
public sealed interface MappedProfile {

    /**
     * A profile that Keycloak can take.
     *
     * @param username in lower case, as Keycloak stores it, never blank
     * @param email a valid address in lower case, or null
     * @param emailVerified whether the legacy system vouches for the address; false without one
     * @param firstName or null
     * @param lastName or null
     * @param enabled false when the legacy system has switched the user off
     * @param attributes the rest, under the names of Keycloak's OpenID Connect mappers; unmodifiable
     */
    record Usable(
            String username,
            String email,
            boolean emailVerified,
            String firstName,
            String lastName,
            boolean enabled,
            Map<String, List<String>> attributes)
            implements MappedProfile {

        public Usable {
            if (username == null || username.isBlank()) {
                throw new IllegalArgumentException("A profile needs a user name");
            }
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * A profile that must not be imported.
     *
     * @param reason for the log, never for an end user
     */
    record Unusable(String reason) implements MappedProfile {}
}
