package dev.lazymigration;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.migration.LegacyPassword;
import java.util.Optional;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.UserStorageProvider;

/**
 * Lets users of Keycloak's own store prove a {@link LegacyPassword}. Keycloak asks it for every local user, so it looks
 * at his credentials, which Keycloak has in its cache, before it asks anybody.
 */
final class LegacyPasswordProvider implements CredentialProvider<CredentialModel>, CredentialInputValidator {

    private final KeycloakSession session;

    LegacyPasswordProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getType() {
        return LegacyPassword.TYPE;
    }

    /** What users can prove here. */
    @Override
    public boolean supportsCredentialType(String type) {
        return PasswordCredentialModel.TYPE.equals(type) || LegacyPassword.TYPE.equals(type);
    }

    /** What is stored by this provider: a password that somebody imports or an administrator sets is not. */
    @Override
    public boolean supportsCredentialType(CredentialModel credential) {
        return LegacyPassword.TYPE.equals(credential.getType());
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType)
                && LegacyPassword.of(user)
                        .flatMap(legacy -> provider(realm, user, legacy))
                        .isPresent();
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        String password = input.getChallengeResponse();
        if (!PasswordCredentialModel.TYPE.equals(input.getType()) || password == null || password.isEmpty()) {
            return false;
        }
        return LegacyPassword.of(user)
                .flatMap(legacy -> provider(realm, user, legacy).map(provider -> new PasswordProof(session, provider)
                        .byLegacyPassword(realm, user, legacy, password)))
                .orElse(false);
    }

    /**
     * The provider that imported him, as long as it is there and its migration not finished; what the ledger does not say
     * is not so.
     */
    private Optional<ConfiguredProvider> provider(RealmModel realm, UserModel user, LegacyPassword legacy) {
        return Optional.ofNullable(realm.getComponent(legacy.providerId()))
                .filter(component -> LazyMigrationProviderFactory.ID.equals(component.getProviderId()))
                .filter(component -> !FinishConfig.isFinished(component))
                .filter(component -> JpaMigrationLedger.of(session)
                        .find(component.getId(), legacy.query().id())
                        .filter(migrated -> migrated.userId().equals(user.getId()))
                        .isPresent())
                .flatMap(component -> migrations().map(migrations -> migrations.configured(session, component)));
    }

    /** Empty when the operator has switched that part of the JAR off. */
    private Optional<LazyMigrationProviderFactory> migrations() {
        return Optional.ofNullable((LazyMigrationProviderFactory) session.getKeycloakSessionFactory()
                .getProviderFactory(UserStorageProvider.class, LazyMigrationProviderFactory.ID));
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        return user.credentialManager().createStoredCredential(credential);
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return user.credentialManager().removeStoredCredentialById(credentialId);
    }

    /** Keycloak's pages show any credential that this provider can validate by it, passwords too: as they are. */
    @Override
    public CredentialModel getCredentialFromModel(CredentialModel model) {
        return model;
    }

    /** For the users' own pages, which list no type without an authenticator, and so never this one. */
    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        return CredentialTypeMetadata.builder()
                .type(LegacyPassword.TYPE)
                .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
                .displayName("password-display-name")
                .helpText("password-help-text")
                .iconCssClass("kcAuthenticatorPasswordClass")
                .removeable(false)
                .build(session);
    }
}
