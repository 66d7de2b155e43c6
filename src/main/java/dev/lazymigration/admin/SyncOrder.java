package dev.lazymigration.admin;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.sync.SyncDesk;
import dev.lazymigration.sync.SyncStart;
import dev.lazymigration.sync.SyncWish;
import dev.lazymigration.sync.Syncing;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/**
 * What an administrator orders about the sync of one provider.
 *
 * @param call who asks, and for which provider
 */
record SyncOrder(AdminCall call) {

    /** The type of the admin events about syncs. */
    private static final String SYNC = "LAZY_MIGRATION_SYNC";

    /** The sync that is under way, or else the last one. */
    Optional<SyncRun> last() {
        return desk().find(call.session(), call.provider());
    }

    /** Why none can be begun; empty when one can. */
    Optional<String> obstacle() {
        return desk().obstacle(call.session(), call.realm(), call.provider());
    }

    /** Begins one, if that is possible, and writes down that it was ordered. */
    SyncStart<SyncRun> begin(SyncWish wish) {
        SyncStart<SyncRun> start = desk().begin(call.session(), call.realm(), call.provider(), wish);
        if (start instanceof SyncStart.Claimed<SyncRun> claimed) {
            tell(OperationType.ACTION, claimed.run());
            desk().run(call.session().getKeycloakSessionFactory(), call.realm(), call.provider(), claimed.run());
        }
        return start;
    }

    /** The one that is under way ends after its present page. */
    void stop(SyncRun run) {
        desk().stop(call.session(), call.provider());
        tell(OperationType.DELETE, run);
    }

    private void tell(OperationType operation, SyncRun run) {
        call.tell(operation, SYNC, SyncRepresentation.of(run, Instant.now()), "sync");
    }

    private SyncDesk desk() {
        return call.factory(Syncing.class).syncs();
    }
}
