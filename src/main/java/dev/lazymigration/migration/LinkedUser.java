package dev.lazymigration.migration;

import dev.lazymigration.migration.belongings.BelongingsWriter;
import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.ExternalIdentity;
import dev.lazymigration.migration.profile.LegacyCredential;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * A user whom Keycloak had already, and who turned out to be a legacy user. He is given what he lacks; nothing that he
 * has is changed.
 *
 * @param own the session of the import's transaction
 * @param realm in that session
 * @param settings of the provider
 */
record LinkedUser(KeycloakSession own, RealmModel realm, ImportSettings settings) {

    private static final Set<String> PASSWORDS =
            Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY, LegacyPassword.TYPE);

    /**
     * Completes him.
     *
     * @return what of his legacy profile did not come across
     */
    List<NotApplied> complete(String userId, Arrival arrival) {
        // Through Keycloak's cache, which has to notice; the local store would pass it by.
        UserModel user = own.users().getUserById(realm, userId);
        fill(user, arrival.profile());
        if (!LegacyPassword.hasPassword(user.credentialManager())) {
            user.credentialManager().createStoredCredential(arrival.password());
            if (arrival.updatePassword()) {
                user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
            }
        }
        List<NotApplied> notApplied = new ArrayList<>(arrival.profile().notApplied());
        Belongings lacking = lacking(user, arrival.profile().belongings(), notApplied);
        notApplied.addAll(new BelongingsWriter(own, realm, settings.createGroups(), settings.createOrganizations())
                .write(user, lacking));
        new FederatedTraces(own, realm, arrival.pending().profile()).addTo(user);
        return List.copyOf(notApplied);
    }

    private static void fill(UserModel user, MappedProfile.Usable profile) {
        if (isBlank(user.getFirstName()) && isBlank(user.getLastName())) {
            user.setFirstName(profile.firstName());
            user.setLastName(profile.lastName());
        }
        profile.attributes().forEach((name, values) -> {
            if (user.getAttributeStream(name).findAny().isEmpty()) {
                user.setAttribute(name, values);
            }
        });
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static boolean hasSecondFactor(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsStream()
                .anyMatch(credential -> !PASSWORDS.contains(credential.getType()));
    }

    /** A second factor beside his own would be a second way past it. */
    private Belongings lacking(UserModel user, Belongings belongings, List<NotApplied> notApplied) {
        List<LegacyCredential> credentials = belongings.credentials();
        if (hasSecondFactor(user)) {
            credentials.forEach(credential -> notApplied.add(new NotApplied(
                    credential.field(), "the Keycloak user whom he became has a second factor already")));
            credentials = List.of();
        }
        List<ExternalIdentity> identities = new ArrayList<>();
        for (ExternalIdentity identity : belongings.identities()) {
            if (own.users().getFederatedIdentity(realm, user, identity.providerAlias()) == null) {
                identities.add(identity);
            } else {
                notApplied.add(new NotApplied(
                        identity.field(),
                        "the Keycloak user whom he became has an identity at %s already"
                                .formatted(identity.providerAlias())));
            }
        }
        return new Belongings(
                belongings.roles(),
                belongings.groups(),
                belongings.organizations(),
                belongings.requiredActions(),
                credentials,
                identities);
    }
}
