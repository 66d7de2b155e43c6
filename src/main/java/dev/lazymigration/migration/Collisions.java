package dev.lazymigration.migration;

import dev.lazymigration.migration.profile.MappedProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * Who stands in the way of a user that is to be imported.
 *
 * <p>As Keycloak's {@code DuplicateUsernameValidator} and {@code DuplicateEmailValidator}: where one may log in with
 * either, a user name must not be somebody's e-mail address, nor the other way round.
 */
record Collisions(UserProvider localUsers, RealmModel realm) {

    /**
     * Somebody does.
     *
     * @param taken what is taken
     * @param users who has it, each once; unmodifiable
     */
    record Met(Refusal.Collision taken, List<UserModel> users) {

        Met {
            users = List.copyOf(users);
        }
    }

    /** Empty when nobody does. */
    Optional<Met> with(MappedProfile.Usable profile) {
        boolean either = realm.isLoginWithEmailAllowed();
        Map<String, UserModel> users = new LinkedHashMap<>();
        put(users, localUsers.getUserByUsername(realm, profile.username()));
        if (either) {
            put(users, localUsers.getUserByEmail(realm, profile.username()));
        }
        Refusal.Collision taken = users.isEmpty() ? Refusal.Collision.EMAIL_TAKEN : Refusal.Collision.USERNAME_TAKEN;
        if (profile.email() != null) {
            if (!realm.isDuplicateEmailsAllowed()) {
                put(users, localUsers.getUserByEmail(realm, profile.email()));
            }
            if (either) {
                put(users, localUsers.getUserByUsername(realm, profile.email()));
            }
        }
        return users.isEmpty() ? Optional.empty() : Optional.of(new Met(taken, List.copyOf(users.values())));
    }

    private static void put(Map<String, UserModel> users, UserModel found) {
        if (found != null) {
            users.putIfAbsent(found.getId(), found);
        }
    }
}
