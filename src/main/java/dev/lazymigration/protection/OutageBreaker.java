package dev.lazymigration.protection;

import dev.lazymigration.legacy.Availability;
import dev.lazymigration.log.LogLine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Notices that a legacy system has stopped answering, and lets it alone until a single question shows that it answers
 * again. Safe for use by several threads.
 */
final class OutageBreaker {

    private static final Logger LOG = Logger.getLogger(OutageBreaker.class);

    /** Half of the last twenty questions without an answer, and no judgement on less than ten. */
    private static final CircuitBreakerConfig.Builder CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .recordResult(Health.DOWN::equals)
            .waitDurationInOpenState(Duration.ofSeconds(3))
            .permittedNumberOfCallsInHalfOpenState(1);

    private final String realm;
    private final String provider;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private volatile Availability availability;
    private volatile String lastReason = "";

    /**
     * @param realm the realm's name, for the log
     * @param provider the provider's name, for the log
     */
    OutageBreaker(String realm, String provider, Clock clock) {
        this.realm = realm;
        this.provider = provider;
        this.clock = clock;
        this.availability = Availability.from(clock.instant());
        this.breaker = CircuitBreaker.of("", config(clock));
        breaker.getEventPublisher()
                .onStateTransition(event -> entered(event.getStateTransition().getToState()));
    }

    private static CircuitBreakerConfig config(Clock clock) {
        return CircuitBreakerConfig.from(CONFIG.build()).clock(clock).build();
    }

    /** Whether the legacy system may be asked; whoever may has to {@linkplain #report report} what came of it. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    /** A question that was permitted and then not asked. */
    void release() {
        breaker.releasePermission();
    }

    /** @param reason for the log, when it is down */
    void report(Health health, String reason, Duration duration) {
        switch (health) {
            case UP -> breaker.onSuccess(duration.toNanos(), TimeUnit.NANOSECONDS);
            case DOWN -> {
                lastReason = reason;
                breaker.onResult(duration.toNanos(), TimeUnit.NANOSECONDS, health);
            }
            case UNKNOWN -> breaker.releasePermission();
        }
    }

    Availability availability() {
        return availability;
    }

    /** An outage lasts until a question is answered; that one is asked in between changes nothing. */
    private synchronized void entered(State state) {
        if (state == State.OPEN && availability.available()) {
            availability = availability.lost(clock.instant());
            LOG.warn(LogLine.of(realm, provider).and("outcome", "Outage").and("reason", lastReason));
        } else if (state == State.CLOSED && !availability.available()) {
            availability = availability.regained(clock.instant());
            LOG.info(LogLine.of(realm, provider).and("outcome", "OutageOver"));
        }
    }
}
