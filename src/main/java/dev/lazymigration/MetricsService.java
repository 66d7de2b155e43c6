package dev.lazymigration;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.metrics.MeteredProvider;
import dev.lazymigration.metrics.MigrationMetrics;
import dev.lazymigration.metrics.ProviderMetrics;
import dev.lazymigration.migration.UserMigrated;
import dev.lazymigration.script.RunListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/** Feeds the metrics of this node with what happens to providers and users. Safe for use by several threads. */
final class MetricsService implements AutoCloseable {

    private final MigrationMetrics metrics = new MigrationMetrics();

    void listen(KeycloakSessionFactory factory) {
        factory.register(this::on);
    }

    private void on(ProviderEvent event) {
        if (event instanceof UserMigrated migrated) {
            of(migrated.realm(), migrated.provider()).migrated(migrated.method());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            metrics.forgetRealm(removed.getRealm().getId());
        }
    }

    /** Counts the runs of a provider's scripts. */
    RunListener runsOf(ComponentModel provider) {
        return metrics.runsOf(provider.getId());
    }

    /** @param available whether the provider's legacy system can be asked, at any time */
    void watch(KeycloakSession session, ComponentModel provider, BooleanSupplier available) {
        of(session.realms().getRealm(provider.getParentId()), provider).watch(available);
    }

    /** Whatever was said of the legacy system as it was configured before holds no more. */
    void saved(RealmModel realm, ComponentModel provider) {
        if (FinishConfig.isGoingOn(provider)) {
            of(realm, provider).watch(() -> true);
        } else {
            removed(provider.getId());
        }
    }

    void removed(String providerId) {
        metrics.forgetProvider(providerId);
    }

    /** The ids of the providers that have metrics here, and were deleted, switched off or finished on another node. */
    List<String> gone(KeycloakSession session) {
        return metrics.realmsByProvider().entrySet().stream()
                .filter(known -> Optional.ofNullable(session.realms().getRealm(known.getValue()))
                        .map(realm -> realm.getComponent(known.getKey()))
                        .filter(FinishConfig::isGoingOn)
                        .isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private ProviderMetrics of(RealmModel realm, ComponentModel provider) {
        return metrics.of(new MeteredProvider(provider.getId(), realm.getId(), realm.getName(), provider.getName()));
    }

    @Override
    public void close() {
        metrics.close();
    }
}
