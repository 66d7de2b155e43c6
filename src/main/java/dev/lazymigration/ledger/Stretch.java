package dev.lazymigration.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some lines of a list that is read to its end.
 *
 * @param lines the newest first
 * @param next where it goes on; empty when these are the last ones
 */
public record Stretch<T>(List<T> lines, Optional<Bookmark> next) {

    public Stretch {
        lines = List.copyOf(lines);
        Objects.requireNonNull(next, "next");
    }

    /** @param max how many were asked for, 1 or more; there may be more of them when there are as many */
    public static <T> Stretch<T> of(List<T> lines, int max, Function<T, Bookmark> place) {
        return new Stretch<>(
                lines, lines.size() < max ? Optional.empty() : Optional.of(place.apply(lines.get(lines.size() - 1))));
    }

    /** The same lines as something else. */
    public <R> Stretch<R> with(Function<List<T>, List<R>> change) {
        return new Stretch<>(change.apply(lines), next);
    }
}
