package dev.lazymigration.sync;

import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the pages of the list of users in their order, once, and knows where they end. A legacy system that does not answer
 * is asked again a few times. Not safe for use by several threads.
 */
public final class SyncPages {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final double GROWTH = 2;

    /** A script that leaves some users out may return a few pages without any. */
    private static final int MOST_WITHOUT_ANYBODY_NEW = 100;

    private final Retry retry = Retry.of(
            "",
            RetryConfig.<ListOutcome>custom()
                    .maxAttempts(ATTEMPTS)
                    .intervalFunction(IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, GROWTH))
                    .retryOnResult(ListOutcome.Unavailable.class::isInstance)
                    .ignoreExceptions(ClaimLostException.class)
                    .build());

    private List<String> idsBefore = List.of();
    private int pagesWithoutAnybodyNew;

    /** Where the next page is. */
    public sealed interface Next {

        /** @param cursor by which it is asked for */
        record Page(Optional<String> cursor) implements Next {}

        /**
         * Nowhere: that was the last one.
         *
         * @param again whether it said nothing that the one before had not said
         */
        record End(boolean again) implements Next {}

        /** Nobody can tell. */
        record Lost(String problem) implements Next {}
    }

    /** Reads one; takes as long as all attempts and the pauses between them. */
    public ListOutcome read(LegacyListing listing, ListQuery query, RequestContext context) {
        return retry.executeSupplier(() -> listing.list(query, context));
    }

    /**
     * What comes after a page.
     *
     * @param query by which it was read
     */
    public Next after(LegacyPage page, ListQuery query) {
        List<String> ids = page.rows().stream()
                .map(row -> row.user().map(LegacyUser::id).orElse(""))
                .toList();
        boolean repeated = !ids.isEmpty() && ids.equals(idsBefore);
        idsBefore = ids;
        if (page.cursor().isPresent()) {
            return byCursor(page, query, ids.isEmpty() || repeated && namesAnybody(page));
        }
        if (ids.isEmpty() || query.cursor().isPresent()) {
            return new Next.End(false);
        }
        if (!repeated) {
            return new Next.Page(Optional.empty());
        }
        // A script that knows no pages has said everything; one that only cuts the list off has not.
        boolean whole = ids.size() < query.limit()
                || page.total().isPresent() && ids.size() >= page.total().getAsLong();
        return whole
                ? new Next.End(true)
                : new Next.Lost("the listUsers script returned the same users for page " + query.page()
                        + " as for the one before; it has to heed query.page, or to return a cursor and heed that");
    }

    private Next byCursor(LegacyPage page, ListQuery query, boolean nobodyNew) {
        pagesWithoutAnybodyNew = nobodyNew ? pagesWithoutAnybodyNew + 1 : 0;
        if (page.cursor().equals(query.cursor())) {
            return new Next.Lost("the listUsers script returned the cursor that it was given, and would never end");
        }
        return pagesWithoutAnybodyNew < MOST_WITHOUT_ANYBODY_NEW
                ? new Next.Page(page.cursor())
                : new Next.Lost("the listUsers script returned a new cursor with each of " + pagesWithoutAnybodyNew
                        + " pages in a row that had no user, or the same ones as the page before; it has to heed"
                        + " query.cursor, and to return none once there is nothing after it");
    }

    private static boolean namesAnybody(LegacyPage page) {
        return page.rows().stream().anyMatch(row -> row.user().isPresent());
    }
}
