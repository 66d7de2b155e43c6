package dev.lazymigration.ledger.jpa;

import java.time.Duration;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/**
 * Something that each node does again and again. Keycloak's timer has one thread for everything: it must not take long.
 *
 * @param interval from one time to the next
 */
public record NodeTask(ScheduledTask task, Duration interval) {

    public void listen(KeycloakSessionFactory factory) {
        factory.register(event -> {
            // Not before: the tables may not be there yet.
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(factory, this::schedule);
            }
        });
    }

    private void schedule(KeycloakSession session) {
        session.getProvider(TimerProvider.class)
                .schedule(new ScheduledTaskRunner(session.getKeycloakSessionFactory(), task), interval.toMillis());
    }
}
