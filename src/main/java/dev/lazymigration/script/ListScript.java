package dev.lazymigration.script;

import java.time.Duration;

/**
 * The script that lists the users of the legacy system, page by page.
 *
 * @param source empty when there is none
 * @param limit how long the reading of one page may take, host calls included
 */
public record ListScript(String source, Duration limit) {

    /** Nobody is listed. */
    public static final ListScript NONE = new ListScript("", Duration.ofMillis(30_000));

    public ListScript {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("Time limits are positive");
        }
    }

    /** Says nothing of the source: it may hold secrets. */
    @Override
    public String toString() {
        return "ListScript[limit=" + limit + "]";
    }
}
