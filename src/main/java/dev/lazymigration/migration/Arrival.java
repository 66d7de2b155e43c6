package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import org.keycloak.credential.CredentialModel;

/**
 * A user with everything that is to be written for him.
 *
 * @param pending as Keycloak's flow knows him
 * @param legacyUser as the scripts described him
 * @param profile the same in Keycloak's terms
 * @param password that he has proved or chosen, hashed; or the {@linkplain LegacyPassword mark} that he has done neither
 * @param updatePassword whether he has to choose another one
 * @param method what moves him
 */
record Arrival(
        PendingUser pending,
        LegacyUser legacyUser,
        MappedProfile.Usable profile,
        CredentialModel password,
        boolean updatePassword,
        MigrationMethod method) {

    /** The same, without who he is at an identity provider with which Keycloak is about to link him itself. */
    Arrival withoutIdentityAt(String providerAlias) {
        List<NotApplied> left = profile.belongings().identities().stream()
                .filter(identity -> identity.providerAlias().equals(providerAlias))
                .map(identity -> new NotApplied(
                        identity.field(), "Keycloak links him with %s itself in this login".formatted(providerAlias)))
                .toList();
        return new Arrival(
                        pending,
                        legacyUser,
                        profile.with(profile.belongings().withoutIdentityAt(providerAlias)),
                        password,
                        updatePassword,
                        method)
                .without(left);
    }

    /** The same user, of whom that does not come across either. */
    Arrival without(List<NotApplied> more) {
        return more.isEmpty()
                ? this
                : new Arrival(pending, legacyUser, profile.without(more), password, updatePassword, method);
    }
}
