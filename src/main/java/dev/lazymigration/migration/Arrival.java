package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;

/**
 * A user with everything that is to be written for him.
 *
 * @param pending as Keycloak's flow knows him
 * @param legacyUser as the scripts described him
 * @param profile the same in Keycloak's terms
 * @param password that he has proved or chosen
 * @param updatePassword whether he has to choose another one
 * @param method what moves him
 */
record Arrival(
        PendingUser pending,
        LegacyUser legacyUser,
        MappedProfile.Usable profile,
        PasswordToKeep password,
        boolean updatePassword,
        MigrationMethod method) {

    /** The same user, of whom that does not come across either. */
    Arrival without(List<NotApplied> more) {
        return more.isEmpty()
                ? this
                : new Arrival(pending, legacyUser, profile.without(more), password, updatePassword, method);
    }
}
