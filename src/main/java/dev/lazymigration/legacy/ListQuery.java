package dev.lazymigration.legacy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which page of the list of users is wanted.
 *
 * @param page its number, from 1
 * @param limit how many users it shall have at most
 * @param cursor what the page before has given as its cursor, as JSON text; empty on the first page, and for a legacy
 *     system that has none
 * @param since leaves out users who have not changed since; empty when all are wanted
 */
public record ListQuery(int page, int limit, Optional<String> cursor, Optional<Instant> since) {

    public ListQuery {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages are numbered from 1 and have at least one user");
        }
        Objects.requireNonNull(cursor, "cursor");
        Objects.requireNonNull(since, "since");
    }
}
