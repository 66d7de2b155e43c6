package dev.lazymigration.migration;

import dev.lazymigration.migration.belongings.BelongingsWriter;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * A user of Keycloak's own store, made from a legacy user.
 *
 * @param own the session of the import's transaction
 * @param realm in that session
 * @param settings of the provider
 */
record NewUser(KeycloakSession own, RealmModel realm, ImportSettings settings) {

    /**
     * Writes him.
     *
     * @param userId his id in Keycloak
     * @return what of his legacy profile did not come across
     */
    List<NotApplied> write(String userId, Arrival arrival) {
        UserModel user = writeBare(userId, arrival);
        // First, since an identity that Keycloak itself has linked goes before what a legacy profile says.
        new FederatedTraces(own, realm, arrival.pending().profile()).moveTo(user);
        List<NotApplied> notApplied = new BelongingsWriter(
                        own, realm, settings.createGroups(), settings.createOrganizations())
                .write(user, arrival.profile().belongings());
        return Stream.concat(arrival.profile().notApplied().stream(), notApplied.stream())
                .toList();
    }

    /** Writes one of whom Keycloak has stored nothing while he was pending, and who has nothing but his profile. */
    UserModel writeBare(String userId, Arrival arrival) {
        UserModel user = UserStoragePrivateUtil.userLocalStorage(own)
                .addUser(realm, userId, arrival.profile().username(), true, true);
        fill(user, arrival);
        return user;
    }

    private static void fill(UserModel user, Arrival arrival) {
        MappedProfile.Usable profile = arrival.profile();
        user.setEnabled(profile.enabled());
        user.setEmail(profile.email());
        user.setEmailVerified(profile.emailVerified());
        user.setFirstName(profile.firstName());
        user.setLastName(profile.lastName());
        profile.attributes().forEach(user::setAttribute);
        arrival.pending().profile().applyChangesTo(user);
        if (arrival.updatePassword()) {
            user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
        }
        user.credentialManager().createStoredCredential(arrival.password());
    }
}
