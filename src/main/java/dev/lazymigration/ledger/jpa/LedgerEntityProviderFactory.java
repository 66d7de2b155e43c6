package dev.lazymigration.ledger.jpa;

import java.time.Instant;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;

/**
 * Announces our tables to Keycloak, and keeps what is derived from them. Public, because Keycloak's service loader
 * creates it.
 */
public final class LedgerEntityProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "lazy-migration-ledger";

    private final Tallies tallies = new Tallies();

    static LedgerEntityProviderFactory of(KeycloakSessionFactory factory) {
        return (LedgerEntityProviderFactory) factory.getProviderFactory(JpaEntityProvider.class, ID);
    }

    Tallies tallies() {
        return tallies;
    }

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
    public void postInit(KeycloakSessionFactory factory) {
        new NodeTask(tallies, Tallies.INTERVAL).listen(factory);
        factory.register(event -> {
            if (event instanceof UserModel.UserRemovedEvent removed) {
                new DeletedUsers(removed.getKeycloakSession()
                                .getProvider(JpaConnectionProvider.class)
                                .getEntityManager())
                        .note(removed.getUser().getId(), Instant.now());
            }
        });
    }

    @Override
    public void close() {}
}
