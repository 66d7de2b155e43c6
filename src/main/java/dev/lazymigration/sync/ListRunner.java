package dev.lazymigration.sync;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.migration.ImportSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One run, from where it is to its end, on the calling thread: reads page after page, each under a claim that lasts until it
 * is read, and lets what is made of it be made. Holds no session while the legacy system is asked. Not safe for use by
 * several threads.
 *
 * @param <R> the kind of the run
 */
public abstract class ListRunner<R extends ListRun<R>> {

    /** What a node may take beyond the reading of a page, before another one takes over. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ClaimedRuns<R> runs;
    private final String realmName;
    private final ListRunLog<R> log;
    private final SyncPages pages = new SyncPages();

    /**
     * Where a run is.
     *
     * @param listing what tells the list from another one: pages of the one mean nothing in the other
     * @param query by which the next page is asked for
     */
    public record Place(String listing, ListQuery query) {}

    /**
     * A page that was read.
     *
     * @param place where it was
     * @param page what is on it
     * @param next where the next one is
     * @param settings what becomes of the users
     */
    public record Reading(Place place, LegacyPage page, SyncPages.Next next, ImportSettings settings) {}

    /** @param realmName of the realm of the run */
    protected ListRunner(ClaimedRuns<R> runs, String realmName, ListRunLog<R> log) {
        this.runs = runs;
        this.realmName = realmName;
        this.log = log;
    }

    /**
     * Goes on with a run.
     *
     * @param leaving whether the server is about to end
     * @return how it ended; still running when it is left to somebody else
     */
    final R run(R claimed, BooleanSupplier leaving) {
        log.began(claimed);
        R run = claimed;
        try {
            while (run.state() == SyncState.RUNNING) {
                if (leaving.getAsBoolean()) {
                    log.leaving();
                    return runs.update(run, now -> now.claimedUntil(Instant.now()));
                }
                run = step(run);
                log.advanced(run);
                advanced(run);
            }
        } catch (ClaimLostException lost) {
            log.lost();
            return run;
        } catch (RuntimeException problem) {
            // Whatever Keycloak throws: its database may be gone, or its caches, which it may close before us when it
            // ends. What was written is in the database, and the claim runs out by itself.
            log.interrupted(problem);
            return run;
        }
        log.ended(run);
        return run;
    }

    private R step(R run) {
        if (run.stopWanted()) {
            return end(run, SyncState.STOPPED, "");
        }
        SyncSource source = runs.source(run);
        if (source instanceof SyncSource.Closed closed) {
            return end(run, SyncState.FAILED, closed.reason());
        }
        SyncSource.Readable readable = (SyncSource.Readable) source;
        Place place = place(run, readable);
        if (!readable.key().equals(place.listing())) {
            return end(
                    run,
                    SyncState.FAILED,
                    "the listUsers script or the size of its pages was changed; " + wayOutOfAnotherList());
        }
        RequestContext context = new RequestContext(run.realmId(), realmName, null, null, null, null);
        return pages.read(listing(run, readable), place.query(), context)
                .fold(
                        listed -> take(run, reading(place, listed.page(), readable)),
                        unavailable -> end(run, SyncState.FAILED, unavailable.reason()),
                        broken -> end(run, SyncState.FAILED, broken.reason()));
    }

    private Reading reading(Place place, LegacyPage page, SyncSource.Readable source) {
        return new Reading(place, page, pages.after(page, place.query()), source.settings());
    }

    /** Reads at the first attempt what has just been found, and at each other one what is configured then. */
    private LegacyListing listing(R run, SyncSource.Readable found) {
        Iterator<SyncSource> sources = Stream.concat(Stream.of(found), Stream.generate(() -> runs.source(run)))
                .iterator();
        return (query, context) -> list(run, sources.next(), query, context);
    }

    /** Under a claim that lasts as long as it can. */
    private ListOutcome list(R run, SyncSource source, ListQuery query, RequestContext context) {
        if (!(source instanceof SyncSource.Readable readable)) {
            return new ListOutcome.Unavailable("the provider was configured anew at this moment");
        }
        runs.update(
                run,
                now -> now.claimedUntil(Instant.now().plus(readable.timeLimit()).plus(GRACE)));
        return readable.listing().list(query, context);
    }

    /** The run as it is once it is over. */
    protected final R end(R run, SyncState state, String problem) {
        return runs.update(run, now -> concluded(now).ended(state, Instant.now(), problem));
    }

    /** The run with whatever else is to be said of it at its end. */
    protected R concluded(R run) {
        return run;
    }

    /** What else there is to do when a page is taken, or when the run is over. */
    protected void advanced(R run) {}

    /**
     * Where the run is.
     *
     * @param source what there is to read now
     */
    protected abstract Place place(R run, SyncSource.Readable source);

    /** What an administrator is to do once there is another list to read. */
    protected abstract String wayOutOfAnotherList();

    /**
     * Makes of a page what is to be made of it.
     *
     * @return the run at the next page, or over
     */
    protected abstract R take(R run, Reading read);
}
