package dev.lazymigration.sync;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.ListRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Where the runs of one kind are begun on this node, of all providers; each provider has one at a time in the whole cluster,
 * and any node can say how it is. They run on threads of their own. Safe for use by several threads.
 *
 * @param <R> the kind
 */
public abstract class RunDesk<R extends ListRun<R>> implements AutoCloseable {

    /** Until its first page is asked for. */
    protected static final Duration FIRST_CLAIM = Duration.ofSeconds(15);

    private final SyncSource.Book sources;
    private final Function<KeycloakSession, ListRuns<R>> books;
    private final RunThreads threads;

    /**
     * @param sources what there is to read
     * @param books where the runs are kept
     * @param threadName of those on which they run
     */
    protected RunDesk(SyncSource.Book sources, Function<KeycloakSession, ListRuns<R>> books, String threadName) {
        this.sources = sources;
        this.books = books;
        this.threads = new RunThreads(threadName);
    }

    /** The last run of a provider, or the one that is under way. */
    public final Optional<R> find(KeycloakSession session, ComponentModel provider) {
        return books.apply(session).find(provider.getId());
    }

    /**
     * Why none can be begun, for the administrator; empty when one can.
     *
     * @param realm in that session
     */
    public final Optional<String> obstacle(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        return sources.find(session, realm, provider) instanceof SyncSource.Closed closed
                ? Optional.of(closed.reason())
                : Optional.empty();
    }

    /**
     * Takes a run for this node, unless somebody is at one.
     *
     * @param realm in that session
     * @param next what is taken, by what there is to read and by the last run of the provider
     */
    protected final SyncStart<R> claim(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel provider,
            BiFunction<SyncSource.Readable, Optional<R>, R> next) {
        SyncSource source = sources.find(session, realm, provider);
        if (source instanceof SyncSource.Closed closed) {
            return new SyncStart.Closed<>(closed.reason());
        }
        SyncSource.Readable readable = (SyncSource.Readable) source;
        UnaryOperator<Optional<R>> unlessUnderWay =
                last -> last.filter(run -> run.isUnderWay(Instant.now())).isPresent()
                        ? Optional.empty()
                        : Optional.of(next.apply(readable, last));
        return new ClaimTransaction(session.getKeycloakSessionFactory()).run(own -> books.apply(own)
                .claim(provider.getId(), unlessUnderWay)
                .<SyncStart<R>>map(SyncStart.Claimed::new)
                .orElseGet(SyncStart.Busy::new));
    }

    /**
     * Runs what was taken for this node.
     *
     * @return how it ends
     */
    public final CompletableFuture<R> run(
            KeycloakSessionFactory factory, RealmModel realm, ComponentModel provider, R claimed) {
        ListRunner<R> runner = runner(new ClaimedRuns<>(factory, sources, books), realm.getName(), provider.getName());
        return threads.start(() -> runner.run(claimed, threads::areLeaving));
    }

    /** @return who can run one of a provider */
    protected abstract ListRunner<R> runner(ClaimedRuns<R> runs, String realmName, String providerName);

    /** The run of a provider comes to its end after the page under way, on whatever node it is. */
    public final void stop(KeycloakSession session, ComponentModel provider) {
        books.apply(session).requestStop(provider.getId());
    }

    @Override
    public final void close() {
        threads.close();
    }
}
