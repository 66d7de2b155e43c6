package dev.lazymigration.metrics;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.script.RunReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * The meters of one provider under one name. Their labels are the names of the realm and of the provider, and words out of
 * closed lists: never a user. Safe for use by several threads; what comes after {@link #close()} counts for nothing.
 */
public final class ProviderMetrics {

    static final String SCRIPT = "lazy.migration.script";
    static final String USERS = "lazy.migration.users";
    static final String AVAILABLE = "lazy.migration.legacy.available";

    /** Around what a database next door takes, Keycloak's patience and the default time limits. */
    private static final Duration[] BUCKETS = LongStream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MeteredProvider provider;
    private final Tags tags;
    private final Set<Meter> meters = new HashSet<>();
    private boolean closed;
    private volatile BooleanSupplier availability = () -> true;

    ProviderMetrics(MeterRegistry registry, MeteredProvider provider) {
        this.registry = registry;
        this.provider = provider;
        this.tags = provider.tags();
        meters.add(Gauge.builder(AVAILABLE, this, ProviderMetrics::available)
                .description("Whether the legacy system can be asked: 1 or 0")
                .tags(tags)
                .register(registry));
        // From the beginning: nobody can tell the first user from none by a series that begins with 1.
        for (MigrationMethod method : MigrationMethod.values()) {
            users(method);
        }
    }

    boolean areOf(MeteredProvider other) {
        return provider.equals(other);
    }

    /** @param newAvailability whether the legacy system can be asked; called whenever somebody reads the metrics */
    public void watch(BooleanSupplier newAvailability) {
        availability = newAvailability;
    }

    private double available() {
        return availability.getAsBoolean() ? 1 : 0;
    }

    synchronized void ended(RunReport report) {
        if (!closed) {
            Timer timer = Timer.builder(SCRIPT)
                    .description("Runs of the administrator's scripts")
                    .tags(tags)
                    .tags("script", report.slot().label(), "outcome", report.outcome())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            meters.add(timer);
            timer.record(report.duration());
        }
    }

    /** A user has come across, and is committed. */
    public synchronized void migrated(MigrationMethod how) {
        if (!closed) {
            users(how).increment();
        }
    }

    private Counter users(MigrationMethod how) {
        Counter counter = Counter.builder(USERS)
                .description("Users who have come across")
                .tags(tags)
                .tag("how", how.label())
                .register(registry);
        meters.add(counter);
        return counter;
    }

    synchronized void close() {
        closed = true;
        meters.forEach(registry::remove);
    }
}
