package dev.lazymigration.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A place in a list that has the newest lines first: behind one of them. Unlike a number of lines it stays where it is when
 * others are added before it.
 *
 * @param at the time of that line
 * @param id of that line, which tells it from others of the same time
 */
public record Bookmark(Instant at, String id) {

    public Bookmark {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(id, "id");
    }
}
