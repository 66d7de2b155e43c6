package dev.lazymigration;

import dev.lazymigration.audit.AuditDesk;
import dev.lazymigration.audit.Auditing;
import dev.lazymigration.closing.MailDesk;
import dev.lazymigration.closing.MailsAtAPace;
import dev.lazymigration.closing.NewPasswords;
import dev.lazymigration.closing.RemovalGuard;
import dev.lazymigration.config.ConfigProperties;
import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.config.InvalidConfigException;
import dev.lazymigration.config.ServerOptions;
import dev.lazymigration.ledger.jpa.NodeTask;
import dev.lazymigration.ledger.jpa.ProviderBooks;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.migration.LegacyTrials;
import dev.lazymigration.migration.LegacyWatch;
import dev.lazymigration.migration.notice.NoticeWriter;
import dev.lazymigration.sync.SyncDesk;
import dev.lazymigration.sync.SyncWish;
import dev.lazymigration.sync.Syncing;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
                Syncing,
                Auditing,
                MailsAtAPace {

    /** The provider id; fixed, since realm files hold it. */
    public static final String ID = "lazy-migration";

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private ServerOptions options = ServerOptions.DEFAULT;
    private final MetricsService metrics = new MetricsService();
    private ConfiguredProviders providers = new ConfiguredProviders(options, metrics);
    private final SyncDesk syncs =
            new SyncDesk((session, realm, component) -> providers.syncSource(session, component));
    private final AuditDesk audits =
            new AuditDesk((session, realm, component) -> providers.auditSource(session, component));
    private final MailDesk mails = new MailDesk();
    private final NoticeService notices =
            new NoticeService((session, realm, component) -> providers.addressee(session, component));

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
        providers = new ConfiguredProviders(options, metrics);
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
        return new LazyMigrationProvider(session, providers.of(session, component));
    }

    ConfiguredProvider configured(KeycloakSession session, ComponentModel component) {
        return providers.of(session, component);
    }

    @Override
    public LegacyStatus legacyStatus(KeycloakSession session, ComponentModel component) {
        return providers.status(session, component);
    }

    @Override
    public Trial tryOut(KeycloakSession session, ComponentModel candidate, Question question) {
        try {
            return new TrialRun(session, options, ConfiguredProviders.vault(session)).of(candidate, question);
        } catch (InvalidConfigException invalid) {
            throw refused(invalid);
        }
    }

    @Override
    public SyncDesk syncs() {
        return syncs;
    }

    @Override
    public AuditDesk audits() {
        return audits;
    }

    @Override
    public MailDesk mails() {
        return mails;
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
            new ConfigurationCheck(session, options, ConfiguredProviders.vault(session)).of(component);
        } catch (InvalidConfigException invalid) {
            throw refused(invalid);
        }
    }

    private static ComponentValidationException refused(InvalidConfigException invalid) {
        return new ComponentValidationException(
                invalid.messageKey(), invalid.parameters().toArray());
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel before, ComponentModel after) {
        if (SyncTimes.areAllThatChanged(before, after)) {
            return;
        }
        providers.close(after.getId());
        metrics.saved(realm, after);
        new NoticeWriter(session).startAgain(after.getId());
        if (FinishConfig.isFinished(before) && !FinishConfig.isFinished(after)) {
            new NewPasswords(session, realm, after).takeBack();
        }
    }

    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel component) {
        new RemovalGuard(session, realm).release(component);
        new ProviderBooks(session).forgetProvider(component.getId());
        providers.forget(component.getId());
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ScriptPreparation.warmUp();
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                new ScriptPreparation(providers::usable).run(factory);
            } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
                new ProviderBooks(removed.getKeycloakSession())
                        .forgetRealm(removed.getRealm().getId());
                providers.closeRealm(removed.getRealm().getId());
            }
        });
        notices.listen(factory);
        new NodeTask(new MailService(mails), MailService.INTERVAL).listen(factory);
        metrics.listen(factory);
        new NodeTask(new GoneProviders(providers::forgetThoseThatAreGone), GoneProviders.INTERVAL).listen(factory);
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
        audits.close();
        mails.close();
        providers.close();
        metrics.close();
    }
}
