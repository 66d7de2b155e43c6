package dev.lazymigration.admin;

import dev.lazymigration.ledger.MigrationCount;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a migration is, in JSON.
 *
 * @param enabled whether the provider is switched on
 * @param legacy the legacy system; missing when the provider is switched off
 * @param migrated how many users have come across
 */
public record StatusRepresentation(boolean enabled, Legacy legacy, Migrated migrated) {

    /**
     * The legacy system, as the node sees it that answers.
     *
     * @param available whether it can be asked
     * @param since since when that is so, in milliseconds since 1970; missing when it cannot because of the configuration
     * @param lastOutage when it last stopped answering; missing when it never has since the node asked it first
     * @param problem what is wrong with the configuration; missing when nothing is
     */
    public record Legacy(boolean available, Long since, Long lastOutage, String problem) {

        static Legacy of(LegacyStatus status) {
            return status.fold(
                    asked -> new Legacy(
                            asked.availability().available(),
                            asked.availability().since().toEpochMilli(),
                            asked.availability()
                                    .lastOutage()
                                    .map(when -> when.toEpochMilli())
                                    .orElse(null),
                            null),
                    unusable -> new Legacy(false, null, null, unusable.problem()));
        }
    }

    /**
     * Those who have come across.
     *
     * @param total all of them
     * @param by the same by what moved them
     * @param deleted how many of them are deleted in Keycloak by now
     */
    public record Migrated(long total, Map<String, Long> by, long deleted) {

        static Migrated of(MigrationCount count) {
            Map<String, Long> by = new LinkedHashMap<>();
            for (MigrationMethod method : MigrationMethod.values()) {
                by.put(method.label(), count.by(method));
            }
            return new Migrated(count.total(), by, count.deleted());
        }
    }

    static StatusRepresentation of(Optional<LegacyStatus> legacy, MigrationCount count) {
        return new StatusRepresentation(
                legacy.isPresent(), legacy.map(Legacy::of).orElse(null), Migrated.of(count));
    }
}
