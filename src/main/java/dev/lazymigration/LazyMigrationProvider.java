package dev.lazymigration;

import dev.lazymigration.migration.PendingUser;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputUpdater;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * Keycloak's door to the legacy system, for one realm and one Keycloak session. Keycloak asks its own store first, so
 * only what it does not know arrives here.
 *
 * <p>A look-up answers with a {@link PendingUser} and writes nothing. A proved password, or a new one after "forgot
 * password", turns him into a user of Keycloak's own store.
 */
final class LazyMigrationProvider
        implements UserStorageProvider, UserLookupProvider, CredentialInputValidator, CredentialInputUpdater {

    private final LookupByName names;
    private final LookupById ids;
    private final PasswordProof proof;

    LazyMigrationProvider(KeycloakSession session, ConfiguredProvider configured) {
        LegacyAnswers answers = new LegacyAnswers(session, configured);
        this.names = new LookupByName(session, answers);
        this.ids = new LookupById(session, configured, answers);
        this.proof = new PasswordProof(session, configured);
    }

    @Override
    public UserModel getUserByUsername(RealmModel realm, String username) {
        return names.byUsername(realm, username).orElse(null);
    }

    @Override
    public UserModel getUserByEmail(RealmModel realm, String email) {
        return names.byEmail(realm, email).orElse(null);
    }

    @Override
    public UserModel getUserById(RealmModel realm, String id) {
        return ids.byId(realm, id).orElse(null);
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType);
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        String password = input.getChallengeResponse();
        // An empty password proves nothing, whatever a script makes of it; some directories bind anonymously with one.
        return user instanceof PendingUser pending
                && pending.isPending()
                && supportsCredentialType(input.getType())
                && password != null
                && !password.isEmpty()
                && proof.byLegacyPassword(realm, pending, password);
    }

    @Override
    public boolean updateCredential(RealmModel realm, UserModel user, CredentialInput input) {
        if (!(user instanceof PendingUser pending && pending.isPending()) || !supportsCredentialType(input.getType())) {
            return false;
        }
        proof.byNewPassword(realm, pending, input.getChallengeResponse());
        return true;
    }

    @Override
    public void disableCredentialType(RealmModel realm, UserModel user, String credentialType) {
        // A pending user has nothing in Keycloak that could be switched off.
    }

    @Override
    public Stream<String> getDisableableCredentialTypesStream(RealmModel realm, UserModel user) {
        return Stream.empty();
    }

    @Override
    public void close() {
        // The directory outlives the session; the factory closes it.
    }
}
