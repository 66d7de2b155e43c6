package dev.lazymigration.tracing;

import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;

/**
 * A list of users of which each page that is read is a span.
 *
 * @param provider the provider's name
 * @param listing the list
 */
public record TracedListing(String provider, LegacyListing listing) implements LegacyListing {

    @Override
    public ListOutcome list(ListQuery query, RequestContext context) {
        return TracedDirectory.traced(provider, "listUsers", context, () -> listing.list(query, context));
    }
}
