package dev.lazymigration;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.ledger.SyncTally;
import dev.lazymigration.sync.SyncDesk;
import dev.lazymigration.sync.SyncStart;
import dev.lazymigration.sync.SyncWish;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.user.SynchronizationResult;

/**
 * Syncs as Keycloak's own buttons and timers begin them, and as they hear of the end. Safe for use by several threads.
 *
 * @param desk where syncs are begun
 */
record SyncService(SyncDesk desk) {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    /** A sync that is taken for this node, with what it takes to run it. */
    private record Begun(SyncStart<SyncRun> start, RealmModel realm, ComponentModel provider) {}

    /** Syncs and waits for the end. */
    SynchronizationResult sync(KeycloakSessionFactory factory, String realmId, String providerId, SyncWish wish) {
        Begun begun = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            session.getContext().setRealm(realm);
            ComponentModel provider = realm.getComponent(providerId);
            return new Begun(desk.begin(session, realm, provider, wish), realm, provider);
        });
        return begun.start()
                .fold(
                        claimed -> result(claimed.run(), ended(factory, begun, claimed.run())),
                        busy -> SynchronizationResult.ignored(),
                        closed -> {
                            LOG.warnf(
                                    "The provider \"%s\" cannot be synced: %s",
                                    begun.provider().getName(), closed.reason());
                            return failed(SyncTally.NONE, SyncTally.NONE);
                        });
    }

    private SyncRun ended(KeycloakSessionFactory factory, Begun begun, SyncRun claimed) {
        try {
            return desk.run(factory, begun.realm(), begun.provider(), claimed).get();
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
            return claimed;
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("A sync ended without saying how", unexpected.getCause());
        }
    }

    /** What has happened since it was begun or taken up again. */
    private static SynchronizationResult result(SyncRun before, SyncRun after) {
        return after.state() == SyncState.COMPLETED || after.state() == SyncState.STOPPED
                ? counted(before.tally(), after.tally())
                : failed(before.tally(), after.tally());
    }

    private static SynchronizationResult counted(SyncTally before, SyncTally after) {
        SynchronizationResult result = new SynchronizationResult();
        result.setAdded(Math.toIntExact(after.added() - before.added()));
        result.setFailed(Math.toIntExact(after.failed() - before.failed()));
        return result;
    }

    /** One more: Keycloak has no other way to say that it did not come to the end. */
    private static SynchronizationResult failed(SyncTally before, SyncTally after) {
        SynchronizationResult result = counted(before, after);
        result.increaseFailed();
        return result;
    }
}
