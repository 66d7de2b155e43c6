package dev.lazymigration;

import dev.lazymigration.closing.MailDesk;
import java.time.Duration;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/** Lets this node go on with mails at which no node is any more. Safe for use by several threads. */
final class MailService implements ScheduledTask {

    static final Duration INTERVAL = Duration.ofSeconds(15);

    private final MailDesk desk;

    MailService(MailDesk desk) {
        this.desk = desk;
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
