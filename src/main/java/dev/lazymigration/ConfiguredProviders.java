package dev.lazymigration;

import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.migration.MigrationLog;
import dev.lazymigration.migration.notice.Addressee;
import dev.lazymigration.migration.notice.NoticeSettings;
import dev.lazymigration.sync.SyncSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * What the providers of this node amount to, as they are configured at this moment: one that is finished, switched off or
 * cannot be used has no legacy system behind it. Safe for use by several threads.
 */
final class ConfiguredProviders implements AutoCloseable {

    private final ServerOptions options;
    private final MetricsService metrics;
    private final LegacySystems systems;

    ConfiguredProviders(ServerOptions options, MetricsService metrics) {
        this.options = options;
        this.metrics = metrics;
        this.systems = new LegacySystems(options);
    }

    static UnaryOperator<String> vault(KeycloakSession session) {
        return reference -> session.vault().getStringSecret(reference).get().orElse(null);
    }

    /** The provider, or what stands in for it. */
    ConfiguredProvider of(KeycloakSession session, ComponentModel component) {
        if (FinishConfig.isFinished(component)) {
            // On another node than this, the end may have been saved.
            forget(component.getId());
            return ConfiguredProvider.withStandIn(component, new FinishedDirectory());
        }
        if (!isEnabled(component)) {
            return ConfiguredProvider.withStandIn(component, new RestingDirectory());
        }
        try {
            MigrationConfig config = config(session, component);
            LegacySystem system = open(session, component, config);
            return new ConfiguredProvider(component, system, system.forLogins(), config.importSettings());
        } catch (InvalidConfigException invalid) {
            RealmModel realm = session.realms().getRealm(component.getParentId());
            return ConfiguredProvider.withStandIn(
                    component,
                    new UnusableDirectory(
                            new MigrationLog(realm, component),
                            "its configuration is not valid: " + invalid.describe()));
        }
    }

    /** The legacy system of a provider, if scripts of it can be run. */
    Optional<LegacySystem> usable(KeycloakSession session, ComponentModel component) {
        if (FinishConfig.isFinished(component)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(session, component, config(session, component)));
        } catch (InvalidConfigException saidWhenItIsAsked) {
            return Optional.empty();
        }
    }

    LegacyStatus status(KeycloakSession session, ComponentModel component) {
        try {
            RealmModel realm = session.realms().getRealm(component.getParentId());
            return open(session, component, config(session, component)).status(RequestContexts.background(realm));
        } catch (InvalidConfigException invalid) {
            return new LegacyStatus.Unusable(invalid.describe());
        }
    }

    /** What a sync of a provider can read. */
    SyncSource syncSource(KeycloakSession session, ComponentModel component) {
        return isEnabled(component)
                ? source(session, component, config -> open(session, component, config)
                        .listing())
                : new SyncSource.Closed("The provider is switched off.");
    }

    /** The same for an audit, which is for the time before logins are migrated. */
    SyncSource auditSource(KeycloakSession session, ComponentModel component) {
        return isEnabled(component)
                ? syncSource(session, component)
                : source(
                        session,
                        component,
                        config -> config.listsUsers()
                                ? Optional.of(new PassingListing(
                                        systems.apart(session, component, config, metrics.runsOf(component))))
                                : Optional.empty());
    }

    /** @param listing of the users, by the configuration; empty when there is no script for it */
    private SyncSource source(
            KeycloakSession session,
            ComponentModel component,
            Function<MigrationConfig, Optional<LegacyListing>> listing) {
        if (FinishConfig.isFinished(component)) {
            return new SyncSource.Closed("The migration is finished; reopen it to sync.");
        }
        try {
            MigrationConfig config = config(session, component);
            return listing.apply(config)
                    .<SyncSource>map(users -> new SyncSource.Readable(
                            config.listHash(),
                            users,
                            config.listUsersTimeout(),
                            config.syncPageSize(),
                            config.importSettings()))
                    .orElseGet(() -> new SyncSource.Closed("The provider has no listUsersScript to read users by."));
        } catch (InvalidConfigException invalid) {
            return new SyncSource.Closed("The configuration of the provider is not valid: " + invalid.describe());
        }
    }

    /** Whom the notices of a provider reach. */
    Addressee addressee(KeycloakSession session, ComponentModel component) {
        if (!FinishConfig.isGoingOn(component)) {
            return new Addressee.Resting();
        }
        ConfiguredProvider configured = of(session, component);
        NoticeSettings wishes = configured.importSettings().notices();
        return wishes.wanted() ? new Addressee.Reachable(configured.directory(), wishes) : new Addressee.Nobody();
    }

    private static boolean isEnabled(ComponentModel component) {
        return new UserStorageProviderModel(component).isEnabled();
    }

    private MigrationConfig config(KeycloakSession session, ComponentModel component) throws InvalidConfigException {
        try {
            return MigrationConfig.from(component, vault(session), options);
        } catch (InvalidConfigException invalid) {
            if (isEnabled(component)) {
                metrics.watch(session, component, () -> false);
            }
            throw invalid;
        }
    }

    private LegacySystem open(KeycloakSession session, ComponentModel component, MigrationConfig config) {
        LegacySystem system = systems.open(session, component, config, metrics.runsOf(component));
        metrics.watch(session, component, () -> system.availability().available());
        return system;
    }

    /** It is asked anew with the next question. */
    void close(String providerId) {
        systems.close(providerId);
    }

    void closeRealm(String realmId) {
        systems.closeRealm(realmId);
    }

    void forget(String providerId) {
        systems.close(providerId);
        metrics.removed(providerId);
    }

    /** Nobody tells this node of those that were deleted, switched off or finished on another. */
    void forgetThoseThatAreGone(KeycloakSession session) {
        metrics.gone(session).forEach(this::forget);
    }

    @Override
    public void close() {
        systems.close();
    }
}
