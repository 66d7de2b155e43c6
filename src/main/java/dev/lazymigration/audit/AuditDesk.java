package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.jpa.JpaAuditRuns;
import dev.lazymigration.sync.RunThreads;
import dev.lazymigration.sync.SyncSource;
import dev.lazymigration.sync.SyncStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Where the audits of all providers are begun on this node; each provider has one at a time in the whole cluster, and any
 * node can say how it is. They run on threads of their own. Safe for use by several threads.
 */
public final class AuditDesk implements AutoCloseable {

    /** Until its first page is asked for. */
    private static final Duration FIRST_CLAIM = Duration.ofSeconds(15);

    private final SyncSource.Book sources;
    private final RunThreads threads = new RunThreads("lazy-migration-audit");

    public AuditDesk(SyncSource.Book sources) {
        this.sources = sources;
    }

    /** The last audit of a provider, or the one that is under way. */
    public Optional<AuditRun> find(KeycloakSession session, ComponentModel provider) {
        return JpaAuditRuns.of(session).find(provider.getId());
    }

    /**
     * Takes a new audit for this node, which then has to be {@linkplain #run run}; what the last one has found is forgotten.
     *
     * @param realm in that session
     */
    public SyncStart<AuditRun> begin(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        if (sources.find(session, realm, provider) instanceof SyncSource.Closed closed) {
            return new SyncStart.Closed<>(closed.reason());
        }
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        try {
            return claim(factory, realm.getId(), provider.getId());
        } catch (ModelDuplicateException somebodyElseHasTheFirst) {
            return claim(factory, realm.getId(), provider.getId());
        }
    }

    private static SyncStart<AuditRun> claim(KeycloakSessionFactory factory, String realmId, String providerId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            return JpaAuditRuns.of(own)
                    .claim(providerId, last -> next(last, realmId, providerId))
                    .<SyncStart<AuditRun>>map(SyncStart.Claimed::new)
                    .orElseGet(SyncStart.Busy::new);
        });
    }

    private static Optional<AuditRun> next(Optional<AuditRun> last, String realmId, String providerId) {
        Instant now = Instant.now();
        AuditRun.Claim claim = new AuditRun.Claim(KeycloakModelUtils.generateId(), now.plus(FIRST_CLAIM));
        return last.filter(run -> run.isUnderWay(now)).isPresent()
                ? Optional.empty()
                : Optional.of(AuditRun.fresh(realmId, providerId, now, claim));
    }

    /**
     * Runs an audit that was taken for this node.
     *
     * @return how it ends
     */
    public CompletableFuture<AuditRun> run(
            KeycloakSessionFactory factory, RealmModel realm, ComponentModel provider, AuditRun claimed) {
        AuditRunner runner =
                new AuditRunner(factory, sources, threads::areLeaving, realm.getName(), provider.getName());
        return threads.start(() -> runner.run(claimed));
    }

    /** The audit of a provider comes to its end after the page under way, on whatever node it is. */
    public void stop(KeycloakSession session, ComponentModel provider) {
        JpaAuditRuns.of(session).requestStop(provider.getId());
    }

    @Override
    public void close() {
        threads.close();
    }
}
