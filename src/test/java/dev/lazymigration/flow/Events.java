package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What Keycloak tells of a realm. */
final class Events {

    private Events() {}

    /** Waits for an event: Keycloak counts failures in a thread of its own, and an attempt counts once its event is there. */
    static void await(TestRealm realm, String type) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!realm.eventTypes().contains(type)) {
            assertThat(System.nanoTime())
                    .as("%s among %s", type, realm.eventTypes())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
