package dev.lazymigration.admin;

import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationCount;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.legacy.LegacyStatus;
import dev.lazymigration.legacy.LegacyTotal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How far a migration is, in JSON.
 *
 * @param enabled whether the provider is switched on
 * @param finished since when the migration is finished, in milliseconds since 1970; missing while it goes on
 * @param legacy the legacy system; missing when nobody asks it, since the provider is switched off or its migration
 *     finished
 * @param total how many users the legacy system has in all; missing when nobody can say
 * @param totalProblem why that could not be found out; missing when it could, or when there is nobody to ask
 * @param remaining how many of them have not come across; missing without a total
 * @param estimate in how many days that is nobody if it goes on as on the last seven full days; missing when it would
 *     never be, or without a total
 * @param migrated how many users have come across
 * @param lastLegacyLogin when a user last proved his legacy password, in milliseconds since 1970; missing when none has
 * @param failures how much has gone wrong
 */
public record StatusRepresentation(
        boolean enabled,
        Long finished,
        Legacy legacy,
        Long total,
        String totalProblem,
        Long remaining,
        Long estimate,
        Migrated migrated,
        Long lastLegacyLogin,
        Failures failures) {

    /** How many days the trend has, today among them. */
    static final int DAYS = 30;

    /**
     * The legacy system, as the node sees it that answers.
     *
     * @param available whether it can be asked
     * @param since since when that is so, in milliseconds since 1970; missing when it cannot because of the configuration
     * @param lastOutage when it last stopped answering; missing when it never has since the node asked it first
     * @param problem what is wrong with the configuration; missing when nothing is
     * @param scripts the beginning of the SHA-256 of each script, by its setting; missing when the configuration cannot
     *     be used
     */
    public record Legacy(boolean available, Long since, Long lastOutage, String problem, Map<String, String> scripts) {

        static Legacy of(LegacyStatus status) {
            return status.fold(
                    asked -> new Legacy(
                            asked.availability().available(),
                            asked.availability().since().toEpochMilli(),
                            asked.availability()
                                    .lastOutage()
                                    .map(when -> when.toEpochMilli())
                                    .orElse(null),
                            null,
                            new TreeMap<>(asked.scripts())),
                    unusable -> new Legacy(false, null, null, unusable.problem(), null));
        }
    }

    /**
     * Those who have come across.
     *
     * @param total all of them
     * @param by the same by what moved them
     * @param deleted how many of them are deleted in Keycloak by now
     * @param last when the last one came, in milliseconds since 1970; missing when nobody has
     * @param daysSinceLast how many times 24 hours ago that is
     * @param perDay how many came on each of the last days in UTC, {@code 2026-01-31}, the oldest first
     */
    public record Migrated(
            long total, Map<String, Long> by, long deleted, Long last, Long daysSinceLast, Map<String, Long> perDay) {

        /** The first day of the trend. */
        static LocalDate firstDay(Instant now) {
            return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1L);
        }

        static Migrated of(MigrationCount count, Optional<Instant> last, Instant now) {
            Map<String, Long> by = new LinkedHashMap<>();
            for (MigrationMethod method : MigrationMethod.values()) {
                by.put(method.label(), count.by(method));
            }
            Map<String, Long> trend = new LinkedHashMap<>();
            firstDay(now)
                    .datesUntil(firstDay(now).plusDays(DAYS))
                    .forEach(day -> trend.put(day.toString(), count.on(day)));
            return new Migrated(
                    count.total(),
                    by,
                    count.deleted(),
                    last.map(Instant::toEpochMilli).orElse(null),
                    last.map(then -> Duration.between(then, now).toDays()).orElse(null),
                    trend);
        }
    }

    /**
     * What has gone wrong.
     *
     * @param total how many failures the list of them has
     * @param by the same by their kind
     */
    public record Failures(long total, Map<String, Long> by) {

        static Failures of(Map<FailureKind, Long> count) {
            Map<String, Long> by = new LinkedHashMap<>();
            for (FailureKind kind : FailureKind.values()) {
                by.put(kind.label(), count.getOrDefault(kind, 0L));
            }
            return new Failures(by.values().stream().mapToLong(Long::longValue).sum(), by);
        }
    }

    static StatusRepresentation of(
            boolean enabled,
            Optional<Instant> finished,
            Optional<LegacyStatus> legacy,
            Migrated migrated,
            Optional<Instant> lastLegacyLogin,
            Failures failures) {
        LegacyTotal total = legacy.map(status -> status.fold(LegacyStatus.Asked::total, unusable -> LegacyTotal.UNTOLD))
                .orElse(LegacyTotal.UNTOLD);
        Outlook outlook = new Outlook(
                total, migrated.total(), List.copyOf(migrated.perDay().values()));
        return new StatusRepresentation(
                enabled,
                finished.map(Instant::toEpochMilli).orElse(null),
                legacy.map(Legacy::of).orElse(null),
                nullable(total.users()),
                total.problem().isEmpty() ? null : total.problem(),
                nullable(outlook.remaining()),
                nullable(outlook.days()),
                migrated,
                lastLegacyLogin.map(Instant::toEpochMilli).orElse(null),
                failures);
    }

    private static Long nullable(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
