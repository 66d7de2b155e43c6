package dev.lazymigration.admin;

import dev.lazymigration.ledger.FailureGroup;
import java.time.Instant;
import java.util.List;

/**
 * What went wrong, in JSON.
 *
 * @param kind what kind of thing: {@code refused}, {@code not-applied}, {@code notice-failed}, {@code script} or {@code
 *     unavailable}
 * @param code which of that kind: why a user was refused, which field was not applied, which script failed
 * @param legacyId the legacy system's id for the user; missing where it is not known
 * @param username as it was typed or mapped the last time; missing where it is not known
 * @param reason of the last time
 * @param console what the script printed the last time, line by line; missing where it printed nothing, or
 *     none failed, or where the caller may not read that
 * @param firstAt when it happened first, in milliseconds since 1970
 * @param lastAt when it happened last
 * @param count how often it happened
 */
public record FailureRepresentation(
        String kind,
        String code,
        String legacyId,
        String username,
        String reason,
        List<String> console,
        long firstAt,
        long lastAt,
        long count) {

    /** The same for people: times can be read. */
    static final CsvTable<FailureRepresentation> TABLE = new CsvTable<>(
            line -> new Object[] {
                line.kind,
                line.code,
                line.legacyId,
                line.username,
                line.reason,
                line.console == null ? null : String.join("\n", line.console),
                Instant.ofEpochMilli(line.firstAt),
                Instant.ofEpochMilli(line.lastAt),
                line.count
            },
            "kind",
            "code",
            "legacyId",
            "username",
            "reason",
            "console",
            "firstAt",
            "lastAt",
            "count");

    static FailureRepresentation of(FailureGroup group) {
        return new FailureRepresentation(
                group.kind().label(),
                group.code(),
                group.legacyId(),
                group.username(),
                group.reason(),
                group.console().isEmpty() ? null : group.console(),
                group.first().toEpochMilli(),
                group.last().toEpochMilli(),
                group.count());
    }

    /** The same for whoever is not to read what scripts print. */
    FailureRepresentation withoutConsole() {
        return new FailureRepresentation(kind, code, legacyId, username, reason, null, firstAt, lastAt, count);
    }
}
