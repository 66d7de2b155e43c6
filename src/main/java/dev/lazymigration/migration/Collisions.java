package dev.lazymigration.migration;

import dev.lazymigration.migration.profile.MappedProfile;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserProvider;

/**
 * Who stands in the way of a user that is to be imported.
 *
 * <p>As Keycloak's {@code DuplicateUsernameValidator} and {@code DuplicateEmailValidator}: where one may log in with
 * either, a user name must not be somebody's e-mail address, nor the other way round.
 */
record Collisions(UserProvider localUsers, RealmModel realm) {

    /** Empty when nobody does. */
    Optional<Refusal> with(MappedProfile.Usable profile) {
        boolean either = realm.isLoginWithEmailAllowed();
        if (localUsers.getUserByUsername(realm, profile.username()) != null
                || either && localUsers.getUserByEmail(realm, profile.username()) != null) {
            return Optional.of(Refusal.Collision.USERNAME_TAKEN);
        }
        if (profile.email() != null
                && (!realm.isDuplicateEmailsAllowed() && localUsers.getUserByEmail(realm, profile.email()) != null
                        || either && localUsers.getUserByUsername(realm, profile.email()) != null)) {
            return Optional.of(Refusal.Collision.EMAIL_TAKEN);
        }
        return Optional.empty();
    }
}
