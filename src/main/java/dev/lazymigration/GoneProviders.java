package dev.lazymigration;

import java.time.Duration;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.ScheduledTask;

/** Lets this node notice in time which providers other nodes have done away with. Safe for use by several threads. */
final class GoneProviders implements ScheduledTask {

    static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Consumer<KeycloakSession> forgetting;

    GoneProviders(Consumer<KeycloakSession> forgetting) {
        this.forgetting = forgetting;
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
