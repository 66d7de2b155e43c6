package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What would become of one of many legacy users if a sync brought him now, for all that Keycloak knows: whether another row
 * of the list has his name is not in here.
 *
 * @param user as the legacy system describes him
 * @param profile what that comes to
 * @param across whether he came across before; then nothing of him is changed, and the rest of this says nothing
 * @param switchedOff whether the legacy system has switched him off, and such users do not come across
 * @param obstacle who keeps him out
 * @param leftOut what of him would not come across
 * @param password what is known of his password
 */
public record BulkForecast(
        LegacyUser user,
        MappedProfile profile,
        boolean across,
        boolean switchedOff,
        Optional<Obstacle> obstacle,
        LeftOut leftOut,
        Password password) {

    /** Who keeps a user out of Keycloak. */
    public enum Obstacle {
        /** A Keycloak user has his user name. */
        USERNAME_TAKEN,
        /** A Keycloak user has his e-mail address. */
        EMAIL_TAKEN,
        /** A user who came across before has either. */
        MIGRATED_USER
    }

    /**
     * What of a user would not come across, by its kind; lists are unmodifiable.
     *
     * @param roles of his roles
     * @param groups of his groups
     * @param organizations of his organizations
     * @param fields of the fields of his profile
     * @param password of his password
     */
    public record LeftOut(
            List<NotApplied> roles,
            List<NotApplied> groups,
            List<NotApplied> organizations,
            List<NotApplied> fields,
            List<NotApplied> password) {

        static final LeftOut NOTHING = new LeftOut(List.of(), List.of(), List.of(), List.of(), List.of());

        public LeftOut {
            roles = List.copyOf(roles);
            groups = List.copyOf(groups);
            organizations = List.copyOf(organizations);
            fields = List.copyOf(fields);
            password = List.copyOf(password);
        }
    }

    /**
     * The password in a row. Holds nothing of the hash.
     *
     * @param hashed whether the row has a hash
     * @param algorithm by which Keycloak would verify it; empty when it cannot, or there is none
     */
    public record Password(boolean hashed, Optional<String> algorithm) {

        static final Password NONE = new Password(false, Optional.empty());

        public Password {
            Objects.requireNonNull(algorithm, "algorithm");
        }
    }

    public BulkForecast {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(obstacle, "obstacle");
        Objects.requireNonNull(leftOut, "leftOut");
        Objects.requireNonNull(password, "password");
    }
}
