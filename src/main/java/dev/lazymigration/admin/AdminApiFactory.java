package dev.lazymigration.admin;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;

/** Puts the admin API in its place. Public, because Keycloak's service loader creates it. */
public final class AdminApiFactory implements AdminRealmResourceProviderFactory {

    /** Part of every address. It is also the id of the user storage, which is how its providers are recognized. */
    static final String ID = "lazy-migration";

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminApi();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
