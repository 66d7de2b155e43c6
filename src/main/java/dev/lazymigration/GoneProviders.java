package dev.lazymigration;

import java.time.Duration;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Lets this node notice in time which providers other nodes have done away with. Safe for use by several threads. */
final class GoneProviders implements ScheduledTask {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Consumer<KeycloakSession> forgetting;

    GoneProviders(Consumer<KeycloakSession> forgetting) {
        this.forgetting = forgetting;
    }

    void listen(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(factory, this::schedule);
            }
        });
    }

    private void schedule(KeycloakSession session) {
        session.getProvider(TimerProvider.class)
                .schedule(new ScheduledTaskRunner(session.getKeycloakSessionFactory(), this), INTERVAL.toMillis());
    }

    @Override
    public String getTaskName() {
        return "lazy-migration-gone-providers";
    }

    @Override
    public void run(KeycloakSession session) {
        forgetting.accept(session);
    }
}
