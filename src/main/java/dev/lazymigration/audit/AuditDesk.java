package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.RunClaim;
import dev.lazymigration.ledger.jpa.JpaAuditRuns;
import dev.lazymigration.sync.ClaimedRuns;
import dev.lazymigration.sync.ListRunner;
import dev.lazymigration.sync.RunDesk;
import dev.lazymigration.sync.SyncSource;
import dev.lazymigration.sync.SyncStart;
import java.time.Instant;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Where audits are begun on this node. Safe for use by several threads. */
public final class AuditDesk extends RunDesk<AuditRun> {

    public AuditDesk(SyncSource.Book sources) {
        super(sources, JpaAuditRuns::of, "lazy-migration-audit");
    }

    /**
     * Takes a new audit for this node, which then has to be {@linkplain #run run}; what the last one has found is forgotten.
     *
     * @param realm in that session
     */
    public SyncStart<AuditRun> begin(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        String realmId = realm.getId();
        return claim(session, realm, provider, (source, last) -> {
            Instant now = Instant.now();
            RunClaim claim = new RunClaim(KeycloakModelUtils.generateId(), now.plus(FIRST_CLAIM));
            return AuditRun.fresh(realmId, provider.getId(), now, claim);
        });
    }

    @Override
    protected ListRunner<AuditRun> runner(ClaimedRuns<AuditRun> runs, String realmName, String providerName) {
        AuditTally tally = new AuditTally();
        return new AuditRunner(runs, realmName, tally, new AuditLog(realmName, providerName, tally));
    }
}
