package dev.lazymigration.ledger.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Announces our tables to Keycloak. Public, because Keycloak's service loader creates it. */
public final class LedgerEntityProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "lazy-migration-ledger";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new LedgerEntityProvider();
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
