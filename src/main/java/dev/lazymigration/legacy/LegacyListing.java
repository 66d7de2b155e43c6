package dev.lazymigration.legacy;

/**
 * The legacy system, seen as a list of users that can be read page by page. Reading changes nothing, and nothing throws
 * for anything the legacy system or a script does. Implementations are safe for use by several threads.
 */
public interface LegacyListing {

    /**
     * Reads one page.
     *
     * @param query which page, never null
     * @param context in which realm, never null; no application is involved, and no end user
     * @return how it ended, never null
     */
    ListOutcome list(ListQuery query, RequestContext context);
}
