package dev.lazymigration;

import dev.lazymigration.script.ScriptedDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;

/**
 * Translates the scripts of all providers while the server starts: it takes seconds in a young JVM, and whoever logs in
 * first, after a restart on a busy morning, has less.
 *
 * @param open the legacy system of a provider, or nothing when its configuration cannot be used
 */
record ScriptPreparation(BiFunction<KeycloakSession, ComponentModel, Optional<LegacySystem>> open) {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    /** The start of the server waits so long at most; what is left is done when somebody logs in. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The compiler and the engine take a second or two to load, and Keycloak waits three for a look-up: the first user
     * after a start shall not be the one who pays. Nobody waits for this, and nothing depends on it.
     */
    static void warmUp() {
        Thread thread = new Thread(ScriptedDirectory::warmUp, "lazy-migration-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    void run(KeycloakSessionFactory factory) {
        Instant end = Instant.now().plus(PATIENCE);
        KeycloakModelUtils.runJobInTransaction(factory, session -> session.realms()
                .getRealmsWithProviderTypeStream(UserStorageProvider.class)
                .forEach(realm -> prepare(session, realm, end)));
    }

    private void prepare(KeycloakSession session, RealmModel realm, Instant end) {
        realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .filter(component -> LazyMigrationProviderFactory.ID.equals(component.getProviderId()))
                .filter(component -> new UserStorageProviderModel(component).isEnabled())
                .takeWhile(component -> Instant.now().isBefore(end))
                .forEach(component -> prepare(session, component, end));
    }

    private void prepare(KeycloakSession session, ComponentModel component, Instant end) {
        try {
            open.apply(session, component).ifPresent(system -> system.prepare(Duration.between(Instant.now(), end)));
        } catch (RuntimeException unexpected) {
            // A server has to start whatever one of its providers is like.
            LOG.warnf(unexpected, "The scripts of provider %s could not be prepared", component.getName());
        }
    }
}
