package dev.lazymigration;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.LegacyTotal;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.Optional;

/**
 * How many users a legacy system has, found out once in a while: to count is hard work for a large table. Safe for use
 * by several threads; those who come while it is being found out wait for that.
 */
final class RememberedTotal {

    /** Administrators look more often than the number changes much. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** Of a failure: soon enough after it is over, and not with every look while it lasts. */
    static final Duration LIFE_OF_PROBLEM = Duration.ofMinutes(1);

    /** What a script has to do least for. */
    private static final ListQuery QUERY = new ListQuery(1, 1, Optional.empty(), Optional.empty());

    private final LegacyListing listing;
    private final Ticker ticker;
    private Optional<Answer> answer = Optional.empty();

    RememberedTotal(LegacyListing listing, Ticker ticker) {
        this.listing = listing;
        this.ticker = ticker;
    }

    /** @param time when it was given, by the ticker */
    private record Answer(LegacyTotal total, long time) {

        boolean holds(long now) {
            Duration life = total.problem().isEmpty() ? LIFE : LIFE_OF_PROBLEM;
            return now - time < life.toNanos();
        }
    }

    /** @param context in which realm */
    synchronized LegacyTotal get(RequestContext context) {
        Answer current = answer.filter(known -> known.holds(ticker.read())).orElseGet(() -> found(context));
        answer = Optional.of(current);
        return current.total();
    }

    private Answer found(RequestContext context) {
        LegacyTotal total = LegacyTotal.in(listing.list(QUERY, context));
        return new Answer(total, ticker.read());
    }
}
