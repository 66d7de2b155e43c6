package dev.lazymigration;

import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.script.RunListener;
import dev.lazymigration.script.module.HttpSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;

/**
 * The legacy systems that are open on this node, one for each provider that has been asked. Safe for use by several
 * threads.
 */
final class LegacySystems implements AutoCloseable {

    private record Entry(String realmId, LegacySystem system) {}

    private final ServerOptions options;
    private final Map<String, Entry> byProvider = new ConcurrentHashMap<>();

    LegacySystems(ServerOptions options) {
        this.options = options;
    }

    /**
     * The legacy system of a provider. One that was configured differently is closed: on other nodes of a cluster, this
     * is where a changed configuration is noticed, and everywhere a changed script file.
     *
     * @param runListener is told of every run of the scripts
     */
    LegacySystem open(
            KeycloakSession session, ComponentModel provider, MigrationConfig config, RunListener runListener) {
        return byProvider
                .compute(provider.getId(), (id, open) -> {
                    if (open != null && open.system().isConfiguredBy(config)) {
                        return open;
                    }
                    Optional.ofNullable(open).map(Entry::system).ifPresent(LegacySystem::close);
                    return new Entry(
                            provider.getParentId(),
                            apart(session, provider, config, runListener).get());
                })
                .system();
    }

    /** Opens legacy systems of a provider that are not among these: who opens one closes it. Needs no session later. */
    Supplier<LegacySystem> apart(
            KeycloakSession session, ComponentModel provider, MigrationConfig config, RunListener runListener) {
        String realmName = session.realms().getRealm(provider.getParentId()).getName();
        HttpSource http = ServerHttp.of(session);
        return () -> new LegacySystem(realmName, provider.getName(), config, options, http, runListener);
    }

    void close(String providerId) {
        Optional.ofNullable(byProvider.remove(providerId)).map(Entry::system).ifPresent(LegacySystem::close);
    }

    void closeRealm(String realmId) {
        byProvider.forEach((providerId, entry) -> {
            if (realmId.equals(entry.realmId())) {
                close(providerId);
            }
        });
    }

    @Override
    public void close() {
        byProvider.keySet().forEach(this::close);
    }
}
