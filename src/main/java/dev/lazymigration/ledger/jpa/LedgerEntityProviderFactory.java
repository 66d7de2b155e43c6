package dev.lazymigration.ledger.jpa;

import java.time.Instant;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

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
        factory.register(event -> {
            // Not before: the tables may not be there yet.
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(factory, this::schedule);
            } else if (event instanceof UserModel.UserRemovedEvent removed) {
                new DeletedUsers(removed.getKeycloakSession()
                                .getProvider(JpaConnectionProvider.class)
                                .getEntityManager())
                        .note(removed.getUser().getId(), Instant.now());
            }
        });
    }

    private void schedule(KeycloakSession session) {
        session.getProvider(TimerProvider.class)
                .schedule(
                        new ScheduledTaskRunner(session.getKeycloakSessionFactory(), tallies),
                        Tallies.INTERVAL.toMillis());
    }

    @Override
    public void close() {}
}
