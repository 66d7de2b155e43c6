package dev.lazymigration.hash;

import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Makes Keycloak verify the hashes of one scheme. Safe for use by several threads. Never the server's default algorithm:
 * the order of Keycloak's own is higher.
 */
abstract class ForeignHashProviderFactory implements PasswordHashProviderFactory {

    private final String id;
    private final ForeignHashProvider provider;

    /**
     * @param id the algorithm that credentials name
     */
    ForeignHashProviderFactory(String id, ForeignHashProvider.Reader reader) {
        this.id = id;
        this.provider = new ForeignHashProvider(reader);
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final PasswordHashProvider create(KeycloakSession session) {
        return provider;
    }

    @Override
    public final void init(Config.Scope config) {
        // There is nothing to configure.
    }

    @Override
    public final void postInit(KeycloakSessionFactory factory) {
        // Depends on nothing.
    }

    @Override
    public final void close() {
        // Holds nothing.
    }
}
