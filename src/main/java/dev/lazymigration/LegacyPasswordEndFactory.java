package dev.lazymigration;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Listens in every realm, whatever event listeners an administrator has chosen there. Safe for use by several threads.
 * Public, because Keycloak's service loader creates it.
 */
public final class LegacyPasswordEndFactory implements EventListenerProviderFactory {

    @Override
    public String getId() {
        return "lazy-migration-legacy-password-end";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public LegacyPasswordEnd create(KeycloakSession session) {
        return new LegacyPasswordEnd(session);
    }

    @Override
    public void init(Config.Scope scope) {
        // Has no options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Depends on nobody.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
