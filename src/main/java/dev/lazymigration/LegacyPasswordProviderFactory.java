package dev.lazymigration;

import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/**
 * Makes Keycloak ask the legacy system for passwords that it does not have itself. Safe for use by several threads.
 * Public, because Keycloak's service loader creates it.
 */
public final class LegacyPasswordProviderFactory implements CredentialProviderFactory<LegacyPasswordProvider> {

    @Override
    public String getId() {
        return "lazy-migration-legacy-password";
    }

    @Override
    public LegacyPasswordProvider create(KeycloakSession session) {
        return new LegacyPasswordProvider(session);
    }
}
