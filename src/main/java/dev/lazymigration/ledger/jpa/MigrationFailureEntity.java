package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureGroup;
import dev.lazymigration.ledger.FailureKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.regex.Pattern;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A {@link FailureGroup} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_FAILURE")
@NamedQuery(
        name = MigrationFailureEntity.ID_BY_KEY,
        query = "select f.id from MigrationFailureEntity f where f.providerId = :provider and f.failureKey = :key")
@NamedQuery(
        name = MigrationFailureEntity.COUNT_AGAIN,
        query = "update MigrationFailureEntity f set f.occurrences = f.occurrences + :times, f.lastAt = :at,"
                + " f.reason = :reason, f.console = :console, f.username = :username where f.id = :id")
@NamedQuery(
        name = MigrationFailureEntity.COUNT_BY_KIND,
        query = "select f.kind, count(*) from MigrationFailureEntity f where f.providerId = :provider group by f.kind")
@NamedQuery(
        name = MigrationFailureEntity.TIMES,
        query = "select f.lastAt from MigrationFailureEntity f where f.providerId = :provider order by f.lastAt desc")
@NamedQuery(
        name = MigrationFailureEntity.IDS_UNTIL,
        query = "select f.id from MigrationFailureEntity f where f.providerId = :provider and f.lastAt <= :until"
                + " order by f.lastAt")
@NamedQuery(
        name = MigrationFailureEntity.DELETE_BY_IDS,
        query = "delete from MigrationFailureEntity f where f.id in (:ids)")
@NamedQuery(
        name = MigrationFailureEntity.DELETE_BY_PROVIDER,
        query = "delete from MigrationFailureEntity f where f.providerId = :provider")
@NamedQuery(
        name = MigrationFailureEntity.DELETE_BY_REALM,
        query = "delete from MigrationFailureEntity f where f.realmId = :realm")
public class MigrationFailureEntity {

    static final String ID_BY_KEY = "lazyMigrationFailureIdByKey";
    static final String COUNT_AGAIN = "countLazyMigrationFailureAgain";
    static final String COUNT_BY_KIND = "countLazyMigrationFailuresByKind";
    static final String TIMES = "lazyMigrationFailureTimes";
    static final String IDS_UNTIL = "idsOfLazyMigrationFailuresUntil";
    static final String DELETE_BY_IDS = "deleteLazyMigrationFailuresByIds";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationFailuresByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationFailuresByRealm";

    private static final int NAME_LENGTH = 255;
    private static final int REASON_LENGTH = 2_000;

    /** PostgreSQL takes no zero in a text, and the others would let it forge lines. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    /** Stands for what makes two failures the same one. */
    @Column(name = "FAILURE_KEY", length = 64)
    private String failureKey;

    @Column(name = "KIND", length = 20)
    @Enumerated(EnumType.STRING)
    private FailureKind kind;

    @Column(name = "CODE")
    private String code;

    @Column(name = "LEGACY_ID")
    private String legacyId;

    /** Stands for the legacy id, which may be longer than its column, in comparisons. */
    @Column(name = "LEGACY_KEY", length = 64)
    private String legacyKey;

    @Column(name = "USERNAME")
    private String username;

    @Column(name = "REASON", length = REASON_LENGTH)
    private String reason;

    @Column(name = "CONSOLE", length = ConsoleColumn.LENGTH)
    private String console;

    @Column(name = "FIRST_AT")
    private long firstAt;

    @Column(name = "LAST_AT")
    private long lastAt;

    @Column(name = "OCCURRENCES")
    private long occurrences;

    /** For Hibernate. */
    protected MigrationFailureEntity() {}

    MigrationFailureEntity(Failure failure, long times) {
        id = KeycloakModelUtils.generateId();
        realmId = failure.realmId();
        providerId = failure.providerId();
        failureKey = keyOf(failure);
        kind = failure.kind();
        code = fit(failure.code(), NAME_LENGTH);
        legacyId = fit(failure.legacyId(), NAME_LENGTH);
        legacyKey = failure.legacyId() == null ? null : MigrationRecordEntity.keyOf(failure.legacyId());
        username = nameOf(failure);
        reason = reasonOf(failure);
        console = ConsoleColumn.of(failure.console());
        firstAt = failure.at().toEpochMilli();
        lastAt = firstAt;
        occurrences = times;
    }

    /**
     * The same for failures that are one. A field can be the place of several things that were not applied, three roles
     * for example, so there the reason counts too; other reasons vary with the same cause. Of rows that name no user,
     * each is one of its own.
     */
    static String keyOf(Failure failure) {
        boolean namesNobody = failure.kind() == FailureKind.REFUSED && failure.legacyId() == null;
        String which = failure.kind() == FailureKind.NOT_APPLIED || namesNobody ? failure.reason() : "";
        return MigrationRecordEntity.keyOf(
                String.join("\0", failure.kind().name(), failure.code(), String.valueOf(failure.legacyId()), which));
    }

    static String nameOf(Failure failure) {
        return fit(failure.username(), NAME_LENGTH);
    }

    static String reasonOf(Failure failure) {
        return reasonOf(failure.reason());
    }

    static String reasonOf(String reason) {
        return fit(reason, REASON_LENGTH);
    }

    private static String fit(String text, int length) {
        if (text == null) {
            return null;
        }
        String line = line(text);
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }

    /** The same text in one line. */
    static String line(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /** Behind it. */
    Bookmark place() {
        return new Bookmark(Instant.ofEpochMilli(lastAt), id);
    }

    FailureGroup toGroup() {
        return new FailureGroup(
                kind,
                code,
                legacyId,
                username,
                reason,
                ConsoleColumn.lines(console),
                Instant.ofEpochMilli(firstAt),
                Instant.ofEpochMilli(lastAt),
                occurrences);
    }
}
