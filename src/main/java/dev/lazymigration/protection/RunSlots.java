package dev.lazymigration.protection;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many questions of one kind may be under way at a time. Further ones stand in line for a moment, if at the present
 * pace their turn can come within it; if not, they are turned away at once, since everybody in line is a thread that
 * Keycloak does not have for anybody else. Safe for use by several threads.
 */
final class RunSlots {

    private final int runs;
    private final Duration patience;
    private final Clock clock;
    private final Bulkhead slots;
    private final AtomicInteger inLine = new AtomicInteger();

    private volatile long lastMovement;
    private volatile long lastDuration;

    RunSlots(int runs, Duration patience, Clock clock) {
        this.runs = runs;
        this.patience = patience;
        this.clock = clock;
        this.lastMovement = clock.millis();
        this.slots = Bulkhead.of(
                "",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(runs)
                        .maxWaitDuration(patience)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Whether a question may be asked now; whoever may has to {@linkplain #leave leave}. Waits for a moment at most. */
    boolean enter() {
        int place = inLine.incrementAndGet();
        try {
            return hasTurnInTime(place) && slots.tryAcquirePermission();
        } finally {
            inLine.decrementAndGet();
        }
    }

    /** How long the last question took, or for how long nothing has moved, tells how long the line will take. */
    private boolean hasTurnInTime(int place) {
        if (slots.getMetrics().getAvailableConcurrentCalls() > 0) {
            // Before the slot is taken: whoever finds none left must see that something has just moved.
            noteMovement();
            return true;
        }
        long pace = Math.max(lastDuration, clock.millis() - lastMovement);
        return place * pace <= runs * patience.toMillis();
    }

    private void noteMovement() {
        long now = clock.millis();
        if (now - lastMovement >= ProtectionLimits.QUIET.toMillis()) {
            lastDuration = 0;
        }
        lastMovement = now;
    }

    /** @param duration how long the question took */
    void leave(Duration duration) {
        lastDuration = duration.toMillis();
        lastMovement = clock.millis();
        slots.onComplete();
    }
}
