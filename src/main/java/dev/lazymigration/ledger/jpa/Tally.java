package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MigrationMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How many lines of a provider's ledger were written before a moment.
 *
 * @param until the moment, in milliseconds since 1970; lines of then and later are not counted
 * @param byDay by day, in UTC, and by what moved the users
 */
record Tally(long until, Map<LocalDate, Map<MigrationMethod, Long>> byDay) {

    /** Of no time at all. */
    static final Tally NONE = new Tally(0, Map.of());

    Tally {
        byDay = Map.copyOf(byDay);
    }

    /** The same with the lines that were written since. */
    Map<LocalDate, Map<MigrationMethod, Long>> with(Map<LocalDate, Map<MigrationMethod, Long>> later) {
        Map<LocalDate, Map<MigrationMethod, Long>> sum = new HashMap<>(byDay);
        later.forEach((day, lines) -> sum.merge(day, lines, Tally::sum));
        return sum;
    }

    private static Map<MigrationMethod, Long> sum(Map<MigrationMethod, Long> one, Map<MigrationMethod, Long> other) {
        Map<MigrationMethod, Long> sum = new EnumMap<>(one);
        other.forEach((method, lines) -> sum.merge(method, lines, Long::sum));
        return sum;
    }

    boolean isOlderThan(Instant moment) {
        return until < moment.toEpochMilli();
    }
}
