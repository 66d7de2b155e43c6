package dev.lazymigration.ledger;

import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many lines of the ledger there are.
 *
 * @param byDay by the day on which they were written, in UTC, and by what moved the users; days and methods without any
 *     may be missing
 * @param deleted those of users who are deleted in Keycloak by now
 */
public record MigrationCount(Map<LocalDate, Map<MigrationMethod, Long>> byDay, long deleted) {

    public MigrationCount {
        byDay = byDay.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, day -> Map.copyOf(day.getValue())));
    }

    public long by(MigrationMethod method) {
        return byDay.values().stream()
                .mapToLong(day -> day.getOrDefault(method, 0L))
                .sum();
    }

    public long on(LocalDate day) {
        return sum(byDay.getOrDefault(day, Map.of()));
    }

    public long total() {
        return byDay.values().stream().mapToLong(MigrationCount::sum).sum();
    }

    private static long sum(Map<MigrationMethod, Long> day) {
        return day.values().stream().mapToLong(Long::longValue).sum();
    }
}
