package dev.lazymigration.migration.profile;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
     * @param belongings roles, groups and the like
     * @param notApplied what of the legacy profile has no place in the above; unmodifiable
     */
    record Usable(
            String username,
            String email,
            boolean emailVerified,
            String firstName,
            String lastName,
            boolean enabled,
            Map<String, List<String>> attributes,
            Belongings belongings,
            List<NotApplied> notApplied)
            implements MappedProfile {

        public Usable {
            if (username == null || username.isBlank()) {
                throw new IllegalArgumentException("A profile needs a user name");
            }
            attributes = Map.copyOf(attributes);
            Objects.requireNonNull(belongings, "belongings");
            notApplied = List.copyOf(notApplied);
        }

        /** The same with other belongings. */
        public Usable with(Belongings others) {
            return new Usable(
                    username, email, emailVerified, firstName, lastName, enabled, attributes, others, notApplied);
        }

        /** The same profile, of which that has no place in Keycloak either. */
        public Usable without(List<NotApplied> more) {
            return new Usable(
                    username,
                    email,
                    emailVerified,
                    firstName,
                    lastName,
                    enabled,
                    attributes,
                    belongings,
                    Stream.concat(notApplied.stream(), more.stream()).toList());
        }

        /** The same user, switched off. */
        public Usable disabled() {
            return new Usable(
                    username, email, emailVerified, firstName, lastName, false, attributes, belongings, notApplied);
        }
    }

    /**
     * A profile that must not be imported.
     *
     * @param reason for the log, never for an end user
     */
    record Unusable(String reason) implements MappedProfile {}
}
