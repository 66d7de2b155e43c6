package dev.lazymigration;

import dev.lazymigration.closing.RemovalGuard;
import dev.lazymigration.config.ConfigProperties;
import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.MigrationConfig;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.ledger.jpa.ProviderBooks;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.migration.LegacyTrials;
import dev.lazymigration.migration.LegacyWatch;
import dev.lazymigration.migration.MigrationLog;
import dev.lazymigration.migration.notice.Addressee;
import dev.lazymigration.migration.notice.NoticeSettings;
import dev.lazymigration.migration.notice.NoticeWriter;
import dev.lazymigration.sync.SyncDesk;
import dev.lazymigration.sync.SyncSource;
import dev.lazymigration.sync.SyncWish;
import dev.lazymigration.sync.Syncing;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.storage.CacheableStorageProviderModel;
import org.keycloak.storage.CacheableStorageProviderModel.CachePolicy;
import org.keycloak.storage.UserStorageProviderFactory;
import org.keycloak.storage.UserStorageProviderModel;
import org.keycloak.storage.user.ImportSynchronization;
import org.keycloak.storage.user.SynchronizationResult;

/**
 * "Lazy migration" under <em>User federation</em>. Keeps one open legacy system for each configured provider, in
 * whatever realm; safe for use by several threads. Public, because Keycloak's service loader creates it.
 */
public final class LazyMigrationProviderFactory
        implements UserStorageProviderFactory<LazyMigrationProvider>,
                ServerInfoAwareProviderFactory,
                ImportSynchronization,
                LegacyWatch,
                LegacyTrials,
                Syncing {

    /** The provider id; fixed, since realm files hold it. */
    public static final String ID = "lazy-migration";

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private ServerOptions options = ServerOptions.DEFAULT;
    private LegacySystems systems = new LegacySystems(options);
    private final MetricsService metrics = new MetricsService();
    private final SyncDesk syncs = new SyncDesk(this::syncSource);
    private final NoticeService notices = new NoticeService(this::addressee);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "lazyMigrationHelp";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ConfigProperties.all();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ServerOptions.metadata();
    }

    /** Called once, before anything else. What it throws ends the server's start. */
    @Override
    public void init(Config.Scope scope) {
        options = ServerOptions.read(scope);
        systems = new LegacySystems(options);
        // An option whose name is misspelt before "lazy-migration" never gets here; this shows what holds without it.
        LOG.infof("Options of the server's operator: %s", options.effective());
    }

    /** What the console's server information shows of this provider. */
    @Override
    public Map<String, String> getOperationalInfo() {
        Map<String, String> info = new LinkedHashMap<>();
        Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                .ifPresent(version -> info.put("version", version));
        info.putAll(options.effective());
        return info;
    }

    @Override
    public LazyMigrationProvider create(KeycloakSession session, ComponentModel component) {
        return new LazyMigrationProvider(session, configured(session, component));
    }

    ConfiguredProvider configured(KeycloakSession session, ComponentModel component) {
        if (FinishConfig.isFinished(component)) {
            // On another node than this, the end may have been saved.
            forget(component);
            return ConfiguredProvider.withStandIn(component, new FinishedDirectory());
        }
        if (!new UserStorageProviderModel(component).isEnabled()) {
            return ConfiguredProvider.withStandIn(component, new RestingDirectory());
        }
        try {
            MigrationConfig config = config(session, component);
            LegacySystem system = open(session, component, config);
            return new ConfiguredProvider(
                    component,
                    system,
                    system.forLogins(),
                    system.listing(),
                    config.syncPageSize(),
                    config.importSettings());
        } catch (InvalidConfigException invalid) {
            RealmModel realm = session.realms().getRealm(component.getParentId());
            return ConfiguredProvider.withStandIn(
                    component,
                    new UnusableDirectory(
                            new MigrationLog(realm, component),
                            "its configuration is not valid: " + invalid.describe()));
        }
    }

    private Optional<LegacySystem> usable(KeycloakSession session, ComponentModel component) {
        if (FinishConfig.isFinished(component)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(session, component, config(session, component)));
        } catch (InvalidConfigException saidWhenItIsAsked) {
            return Optional.empty();
        }
    }

    @Override
    public LegacyStatus legacyStatus(KeycloakSession session, ComponentModel component) {
        try {
            RealmModel realm = session.realms().getRealm(component.getParentId());
            return open(session, component, config(session, component)).status(RequestContexts.background(realm));
        } catch (InvalidConfigException invalid) {
            return new LegacyStatus.Unusable(invalid.describe());
        }
    }

    @Override
    public Trial tryOut(KeycloakSession session, ComponentModel candidate, Question question) {
        try {
            return new TrialRun(session, options, vault(session)).of(candidate, question);
        } catch (InvalidConfigException invalid) {
            throw refused(invalid);
        }
    }

    @Override
    public SyncDesk syncs() {
        return syncs;
    }

    @Override
    public SynchronizationResult sync(
            KeycloakSessionFactory factory, String realmId, UserStorageProviderModel provider) {
        return new SyncService(syncs).sync(factory, realmId, provider.getId(), SyncWish.all(false));
    }

    @Override
    public SynchronizationResult syncSince(
            Date lastSync, KeycloakSessionFactory factory, String realmId, UserStorageProviderModel provider) {
        return new SyncService(syncs)
                .sync(factory, realmId, provider.getId(), SyncWish.changedSince(lastSync.toInstant()));
    }

    private SyncSource syncSource(KeycloakSession session, RealmModel realm, ComponentModel component) {
        if (!new UserStorageProviderModel(component).isEnabled()) {
            return new SyncSource.Closed("The provider is switched off.");
        }
        if (FinishConfig.isFinished(component)) {
            return new SyncSource.Closed("The migration is finished.");
        }
        try {
            MigrationConfig config = config(session, component);
            return open(session, component, config)
                    .listing()
                    .<SyncSource>map(listing -> new SyncSource.Readable(
                            config.listHash(),
                            listing,
                            config.listUsersTimeout(),
                            config.syncPageSize(),
                            config.importSettings()))
                    .orElseGet(() -> new SyncSource.Closed("The provider has no listUsersScript to read users by."));
        } catch (InvalidConfigException invalid) {
            return new SyncSource.Closed("The configuration of the provider is not valid: " + invalid.describe());
        }
    }

    private MigrationConfig config(KeycloakSession session, ComponentModel component) throws InvalidConfigException {
        try {
            return MigrationConfig.from(component, vault(session), options);
        } catch (InvalidConfigException invalid) {
            metrics.watch(session, component, () -> false);
            throw invalid;
        }
    }

    private LegacySystem open(KeycloakSession session, ComponentModel component, MigrationConfig config) {
        LegacySystem system = systems.open(session, component, config, metrics.runsOf(component));
        metrics.watch(session, component, () -> system.availability().available());
        return system;
    }

    /**
     * Called by Keycloak before it stores a provider, be it from the console, {@code kcadm} or a realm import.
     *
     * <p>Also switches the cache off, whatever was sent: in a cache, Keycloak would wrap the object that has to become
     * the imported user, and the login would go on with the wrong one.
     */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel component) {
        component.getConfig().putSingle(CacheableStorageProviderModel.CACHE_POLICY, CachePolicy.NO_CACHE.name());
        try {
            new ConfigurationCheck(session, options, vault(session)).of(component);
        } catch (InvalidConfigException invalid) {
            throw refused(invalid);
        }
    }

    private static ComponentValidationException refused(InvalidConfigException invalid) {
        return new ComponentValidationException(
                invalid.messageKey(), invalid.parameters().toArray());
    }

    private static UnaryOperator<String> vault(KeycloakSession session) {
        return reference -> session.vault().getStringSecret(reference).get().orElse(null);
    }

    private Addressee addressee(KeycloakSession session, RealmModel realm, ComponentModel component) {
        if (!new UserStorageProviderModel(component).isEnabled() || FinishConfig.isFinished(component)) {
            return new Addressee.Resting();
        }
        ConfiguredProvider configured = configured(session, component);
        NoticeSettings wishes = configured.importSettings().notices();
        return wishes.wanted() ? new Addressee.Reachable(configured.directory(), wishes) : new Addressee.Nobody();
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel before, ComponentModel after) {
        systems.close(after.getId());
        metrics.saved(realm, after);
        new NoticeWriter(session).startAgain(after.getId());
    }

    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel component) {
        new RemovalGuard(session, realm).release(component);
        new ProviderBooks(session).forgetProvider(component.getId());
        forget(component);
    }

    private void forget(ComponentModel component) {
        systems.close(component.getId());
        metrics.removed(component);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ScriptPreparation.warmUp();
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                new ScriptPreparation(this::usable).run(factory);
            } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
                new ProviderBooks(removed.getKeycloakSession())
                        .forgetRealm(removed.getRealm().getId());
                systems.closeRealm(removed.getRealm().getId());
            }
        });
        notices.listen(factory);
        metrics.listen(factory);
    }

    /** So that Keycloak closes its database after this. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void close() {
        notices.close();
        syncs.close();
        systems.close();
        metrics.close();
    }
}
