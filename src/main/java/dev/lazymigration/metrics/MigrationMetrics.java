package dev.lazymigration.metrics;

import dev.lazymigration.script.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The meters of all providers of this node. They live as long as a provider has its name in its realm: a configuration
 * that is saved does not begin them anew. Safe for use by several threads.
 */
public final class MigrationMetrics implements AutoCloseable {

    private record Entry(String realmId, ProviderMetrics metrics) {}

    private final MeterRegistry registry;
    private final Map<String, Entry> byProvider = new ConcurrentHashMap<>();

    /** In the registry that Keycloak's {@code /metrics} shows. */
    public MigrationMetrics() {
        this(Metrics.globalRegistry);
    }

    MigrationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The meters of a provider; those that it has under an earlier name of itself or of its realm are gone. */
    public ProviderMetrics of(MeteredProvider provider) {
        return byProvider
                .compute(provider.id(), (id, known) -> {
                    if (known != null && known.metrics().areOf(provider)) {
                        return known;
                    }
                    Optional.ofNullable(known).map(Entry::metrics).ifPresent(ProviderMetrics::close);
                    return new Entry(provider.realmId(), new ProviderMetrics(registry, provider));
                })
                .metrics();
    }

    /**
     * Counts the runs of a provider's scripts, under whatever name it has at that time. Runs that end when the provider is
     * gone count for nothing.
     */
    public RunListener runsOf(String providerId) {
        return (report, context) -> Optional.ofNullable(byProvider.get(providerId))
                .map(Entry::metrics)
                .ifPresent(metrics -> metrics.ended(report));
    }

    /** Removes the meters of a provider that is gone or switched off. */
    public void forgetProvider(String providerId) {
        Optional.ofNullable(byProvider.remove(providerId)).map(Entry::metrics).ifPresent(ProviderMetrics::close);
    }

    /** The ids of the providers that have meters, and of their realms. */
    public Map<String, String> realmsByProvider() {
        return byProvider.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .realmId()));
    }

    /** Removes those of a realm that is gone. */
    public void forgetRealm(String realmId) {
        byProvider.forEach((providerId, entry) -> {
            if (realmId.equals(entry.realmId())) {
                forgetProvider(providerId);
            }
        });
    }

    @Override
    public void close() {
        byProvider.keySet().forEach(this::forgetProvider);
    }
}
