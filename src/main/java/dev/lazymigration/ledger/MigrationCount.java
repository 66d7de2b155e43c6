package dev.lazymigration.ledger;

import java.util.Map;

/**
 * How many lines of the ledger there are.
 *
 * @param byMethod by what moved the users; a method that moved nobody may be missing
 * @param deleted those of users who are deleted in Keycloak by now
 */
public record MigrationCount(Map<MigrationMethod, Long> byMethod, long deleted) {

    public MigrationCount {
        byMethod = Map.copyOf(byMethod);
    }

    public long by(MigrationMethod method) {
        return byMethod.getOrDefault(method, 0L);
    }

    public long total() {
        return byMethod.values().stream().mapToLong(Long::longValue).sum();
    }
}
