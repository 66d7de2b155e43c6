package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.jpa.JpaSyncRuns;
import java.time.Instant;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Where syncs are begun on this node. Safe for use by several threads. */
public final class SyncDesk extends RunDesk<SyncRun> {

    public SyncDesk(SyncSource.Book sources) {
        super(sources, JpaSyncRuns::of, "lazy-migration-sync");
    }

    /**
     * Takes a sync for this node, which then has to be {@linkplain #run run}: the one that was not finished, if that does
     * what is wanted.
     *
     * @param realm in that session
     */
    public SyncStart<SyncRun> begin(KeycloakSession session, RealmModel realm, ComponentModel provider, SyncWish wish) {
        String realmId = realm.getId();
        return claim(session, realm, provider, (source, last) -> {
            Instant now = Instant.now();
            String id = KeycloakModelUtils.generateId();
            Instant until = now.plus(FIRST_CLAIM);
            return last.filter(SyncRun::isUnfinished)
                    .filter(wish::isServedBy)
                    .filter(run -> run.listing().equals(source.key()))
                    .map(run -> run.resumed(new SyncRun.Claim(id, now, until, run.read())))
                    .orElseGet(() -> SyncRun.fresh(
                                    realmId,
                                    provider.getId(),
                                    source.key(),
                                    wish.since(last),
                                    new SyncRun.Claim(id, now, until, 0))
                            .after(last));
        });
    }

    @Override
    protected ListRunner<SyncRun> runner(ClaimedRuns<SyncRun> runs, String realmName, String providerName) {
        return new SyncRunner(runs, realmName, new SyncLog(realmName, providerName));
    }
}
