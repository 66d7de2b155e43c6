package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.jpa.JpaSyncRuns;
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
 * Where the syncs of all providers are begun on this node; each provider has one at a time in the whole cluster. They run on
 * threads of their own. Safe for use by several threads.
 */
public final class SyncDesk implements AutoCloseable {

    /** Until its first page is asked for. */
    private static final Duration FIRST_CLAIM = Duration.ofSeconds(15);

    private final SyncSource.Book sources;
    private final RunThreads threads = new RunThreads("lazy-migration-sync");

    public SyncDesk(SyncSource.Book sources) {
        this.sources = sources;
    }

    /** The last sync of a provider, or the one that is under way. */
    public Optional<SyncRun> find(KeycloakSession session, ComponentModel provider) {
        return JpaSyncRuns.of(session).find(provider.getId());
    }

    /**
     * Takes a sync for this node, which then has to be {@linkplain #run run}: the one that was not finished, if that does
     * what is wanted.
     *
     * @param realm in that session
     */
    public SyncStart<SyncRun> begin(KeycloakSession session, RealmModel realm, ComponentModel provider, SyncWish wish) {
        SyncSource source = sources.find(session, realm, provider);
        if (source instanceof SyncSource.Closed closed) {
            return new SyncStart.Closed<>(closed.reason());
        }
        String listing = ((SyncSource.Readable) source).key();
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        try {
            return claim(factory, realm.getId(), provider.getId(), listing, wish);
        } catch (ModelDuplicateException somebodyElseHasTheFirst) {
            return claim(factory, realm.getId(), provider.getId(), listing, wish);
        }
    }

    /**
     * Why none can be begun, for the administrator; empty when one can.
     *
     * @param realm in that session
     */
    public Optional<String> obstacle(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        return sources.find(session, realm, provider) instanceof SyncSource.Closed closed
                ? Optional.of(closed.reason())
                : Optional.empty();
    }

    private static SyncStart<SyncRun> claim(
            KeycloakSessionFactory factory, String realmId, String providerId, String listing, SyncWish wish) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, own -> {
            return JpaSyncRuns.of(own)
                    .claim(providerId, last -> next(last, realmId, providerId, listing, wish))
                    .<SyncStart<SyncRun>>map(SyncStart.Claimed::new)
                    .orElseGet(SyncStart.Busy::new);
        });
    }

    private static Optional<SyncRun> next(
            Optional<SyncRun> last, String realmId, String providerId, String listing, SyncWish wish) {
        Instant now = Instant.now();
        if (last.filter(run -> run.isUnderWay(now)).isPresent()) {
            return Optional.empty();
        }
        String id = KeycloakModelUtils.generateId();
        Instant until = now.plus(FIRST_CLAIM);
        return last.filter(SyncRun::isUnfinished)
                .filter(wish::isServedBy)
                .filter(run -> run.listing().equals(listing))
                .map(run -> run.resumed(
                        new SyncRun.Claim(id, now, until, run.tally().read())))
                .or(() -> Optional.of(SyncRun.fresh(
                        realmId, providerId, listing, wish.since(last), new SyncRun.Claim(id, now, until, 0))));
    }

    /**
     * Runs a sync that was taken for this node.
     *
     * @return how it ends
     */
    public CompletableFuture<SyncRun> run(
            KeycloakSessionFactory factory, RealmModel realm, ComponentModel provider, SyncRun claimed) {
        SyncRunner runner = new SyncRunner(factory, sources, threads::areLeaving, realm.getName(), provider.getName());
        return threads.start(() -> runner.run(claimed));
    }

    /** The sync of a provider comes to its end after the page under way, on whatever node it is. */
    public void stop(KeycloakSession session, ComponentModel provider) {
        JpaSyncRuns.of(session).requestStop(provider.getId());
    }

    @Override
    public void close() {
        threads.close();
    }
}
