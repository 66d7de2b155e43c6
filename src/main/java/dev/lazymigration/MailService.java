package dev.lazymigration;

import dev.lazymigration.closing.MailDesk;
import java.time.Duration;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Lets this node go on with mails at which no node is any more. Safe for use by several threads. */
final class MailService implements ScheduledTask {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final MailDesk desk;

    MailService(MailDesk desk) {
        this.desk = desk;
    }

    void listen(KeycloakSessionFactory factory) {
        factory.register(event -> {
            // Not before: the table may not be there yet.
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
        return "lazy-migration-mails";
    }

    /** Keycloak's timer has one thread for everything: no mail is sent on it. */
    @Override
    public void run(KeycloakSession session) {
        desk.takeOver(session);
    }
}
