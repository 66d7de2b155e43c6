package dev.lazymigration;

import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import java.util.function.Supplier;

/**
 * The list of users of a legacy system that nobody else asks, and that is open while a page is read, and no longer.
 *
 * @param systems each time another one, open
 */
record PassingListing(Supplier<LegacySystem> systems) implements LegacyListing {

    @Override
    public ListOutcome list(ListQuery query, RequestContext context) {
        try (LegacySystem system = systems.get()) {
            return system.list(query, context);
        }
    }
}
