package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.migration.ImportSettings.ExistingUsers;
import dev.lazymigration.migration.jpa.UserRow;
import dev.lazymigration.migration.profile.MappedProfile;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * Finds the place of a legacy user, in the transaction of his import.
 *
 * <p>A user whom Keycloak had already is the same person only if both sides have verified the same address, and he has
 * just proved his legacy password. Where being wrong would be worst it is not even tried: administrators, and accounts
 * that are no person's.
 *
 * @param own the session of the import's transaction
 * @param realm in that session
 */
record Placement(KeycloakSession own, RealmModel realm, MigrationLedger ledger, ExistingUsers existingUsers) {

    Place of(Arrival arrival) {
        MappedProfile.Usable profile = arrival.profile();
        Optional<Collisions.Met> met =
                new Collisions(UserStoragePrivateUtil.userLocalStorage(own), realm).with(profile);
        if (met.isEmpty()) {
            return new Place.Free();
        }
        boolean mayLink = existingUsers == ExistingUsers.LINK && arrival.method() == MigrationMethod.LOGIN;
        boolean sameAddress = met.get().users().stream().anyMatch(user -> hasAddressOf(profile, user));
        return mayLink && sameAddress
                ? linked(arrival, met.get())
                : new Place.Taken(met.get().taken());
    }

    private Place linked(Arrival arrival, Collisions.Met met) {
        MappedProfile.Usable profile = arrival.profile();
        UserModel user = met.users().get(0);
        if (met.users().size() > 1 || isAddressOfSeveral(profile.email())) {
            return new Place.Taken(Refusal.Collision.SEVERAL_USERS);
        }
        // Two legacy users with one address wait for each other here.
        new UserRow(own, user.getId()).lock();
        Optional<Refusal.Collision> objection = objection(profile, user);
        if (objection.isPresent()) {
            return new Place.Taken(objection.get());
        }
        boolean enabled = profile.enabled() && arrival.pending().isEnabled();
        return enabled && mayLogIn(user) ? new Place.Existing(user) : new Place.SwitchedOff();
    }

    private Optional<Refusal.Collision> objection(MappedProfile.Usable profile, UserModel user) {
        if (user.getServiceAccountClientLink() != null) {
            return Optional.of(Refusal.Collision.SERVICE_ACCOUNT);
        }
        if (!(profile.emailVerified() && user.isEmailVerified())) {
            return Optional.of(Refusal.Collision.EMAIL_NOT_VERIFIED);
        }
        if (ledger.hasUser(user.getId())) {
            return Optional.of(Refusal.Collision.ALREADY_MIGRATED);
        }
        if (user.isFederated()) {
            return Optional.of(Refusal.Collision.FEDERATED);
        }
        return isAdministrator(user) ? Optional.of(Refusal.Collision.ADMINISTRATOR) : Optional.empty();
    }

    /**
     * To the letter: both are in lower case, and what a database or {@link String#equalsIgnoreCase} takes for the same,
     * an {@code ſ} and an {@code s} for example, may be two mailboxes.
     */
    private static boolean hasAddressOf(MappedProfile.Usable profile, UserModel user) {
        return profile.email() != null && profile.email().equals(user.getEmail());
    }

    private boolean isAddressOfSeveral(String email) {
        return realm.isDuplicateEmailsAllowed()
                && UserStoragePrivateUtil.userLocalStorage(own)
                                .searchForUserStream(
                                        realm, Map.of(UserModel.EMAIL, email, UserModel.EXACT, Boolean.TRUE.toString()))
                                .limit(2)
                                .count()
                        > 1;
    }

    private static boolean isAdministrator(UserModel user) {
        return user.getRoleMappingsStream().anyMatch(AdminRoles::isAdminRoleOrComposite)
                || user.getGroupsStream().anyMatch(AdminRoles::groupHasAdminRoles);
    }

    /** A lock-out of brute-force detection counts: a legacy password must not be the way around it. */
    private boolean mayLogIn(UserModel user) {
        return user.isEnabled() && !new LockOut(own, realm).holds(user);
    }
}
