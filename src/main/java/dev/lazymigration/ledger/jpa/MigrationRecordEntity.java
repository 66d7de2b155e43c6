package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Bookmark;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A {@link MigrationRecord} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_RECORD")
@NamedQuery(
        name = MigrationRecordEntity.BY_LEGACY_ID,
        query = "select r from MigrationRecordEntity r where r.providerId = :provider and r.legacyKey = :key")
@NamedQuery(
        name = MigrationRecordEntity.BY_LEGACY_IDS,
        query = "select r from MigrationRecordEntity r where r.providerId = :provider and r.legacyKey in :keys")
@NamedQuery(
        name = MigrationRecordEntity.DELETE_BY_LEGACY_ID,
        query = "delete from MigrationRecordEntity r where r.providerId = :provider and r.legacyKey = :key")
@NamedQuery(
        name = MigrationRecordEntity.BY_USER,
        query = "select r from MigrationRecordEntity r where r.userId = :user")
@NamedQuery(
        name = MigrationRecordEntity.COUNT_DELETED,
        query = "select count(*) from MigrationRecordEntity r where r.providerId = :provider and "
                + MigrationRecordEntity.USER_DELETED)
@NamedQuery(
        name = MigrationRecordEntity.LAST,
        query = "select max(r.migratedAt) from MigrationRecordEntity r where r.providerId = :provider")
@NamedQuery(
        name = MigrationRecordEntity.COUNT_BY_DAY_AND_METHOD,
        query = "select " + MigrationRecordEntity.DAY + ", r.method, count(*) from MigrationRecordEntity r"
                + " where r.providerId = :provider and r.migratedAt >= :from and r.migratedAt < :until"
                + " group by " + MigrationRecordEntity.DAY + ", r.method")
@NamedQuery(
        name = MigrationRecordEntity.TIMES_SINCE,
        query = "select r.migratedAt from MigrationRecordEntity r"
                + " where r.providerId = :provider and r.migratedAt >= :from order by r.migratedAt")
@NamedQuery(
        name = MigrationRecordEntity.NEXT_PROVIDER,
        query = "select min(r.providerId) from MigrationRecordEntity r where r.providerId > :provider")
@NamedQuery(
        name = MigrationRecordEntity.IDS_BY_USER,
        query = "select r.id from MigrationRecordEntity r where r.userId = :user")
@NamedQuery(
        name = MigrationRecordEntity.IDS_OF_USERS_WHO_ARE_GONE,
        // As a join, since MariaDB copies all users for the same with "not exists".
        query = "select r.id from MigrationRecordEntity r left join UserEntity u on u.id = r.userId"
                + " where r.deletedAt is null and u.id is null")
@NamedQuery(
        name = MigrationRecordEntity.IDS_OF_USERS_WHO_ARE_BACK,
        query = "select r.id from MigrationRecordEntity r join UserEntity u on u.id = r.userId where "
                + MigrationRecordEntity.USER_DELETED)
@NamedQuery(
        name = MigrationRecordEntity.NOTE_NOT_DELETED,
        query = "update MigrationRecordEntity r set r.deletedAt = null where r.id in :ids")
@NamedQuery(
        name = MigrationRecordEntity.NOTE_DELETED,
        query = "update MigrationRecordEntity r set r.deletedAt = :at where r.id in :ids")
@NamedQuery(
        name = MigrationRecordEntity.NOTE_PROOF,
        query =
                "update MigrationRecordEntity r set r.provedAt = :at where r.providerId = :provider and r.legacyKey = :key")
@NamedQuery(
        name = MigrationRecordEntity.LAST_PROOF,
        // Some databases have the nulls of an index where the greatest value would be.
        query = "select max(r.provedAt) from MigrationRecordEntity r where r.providerId = :provider and r.provedAt > 0")
@NamedQuery(
        name = MigrationRecordEntity.COUNT_PROOFS,
        query = "select count(*) from MigrationRecordEntity r where r.providerId = :provider and r.provedAt >= :from")
@NamedQuery(
        name = MigrationRecordEntity.DELETE_BY_PROVIDER,
        query = "delete from MigrationRecordEntity r where r.providerId = :provider")
@NamedQuery(
        name = MigrationRecordEntity.DELETE_BY_REALM,
        query = "delete from MigrationRecordEntity r where r.realmId = :realm")
public class MigrationRecordEntity {

    static final String BY_LEGACY_ID = "lazyMigrationRecordByLegacyId";
    static final String BY_LEGACY_IDS = "lazyMigrationRecordsByLegacyIds";
    static final String DELETE_BY_LEGACY_ID = "deleteLazyMigrationRecordByLegacyId";
    static final String BY_USER = "lazyMigrationRecordByUser";
    static final String COUNT_DELETED = "countLazyMigrationRecordsOfDeletedUsers";
    static final String LAST = "lastLazyMigrationRecord";
    static final String COUNT_BY_DAY_AND_METHOD = "countLazyMigrationRecordsByDayAndMethod";
    static final String TIMES_SINCE = "lazyMigrationRecordTimesSince";
    static final String NEXT_PROVIDER = "nextProviderOfLazyMigrationRecords";
    static final String IDS_BY_USER = "lazyMigrationRecordIdsByUser";
    static final String IDS_OF_USERS_WHO_ARE_GONE = "lazyMigrationRecordIdsOfUsersWhoAreGone";
    static final String IDS_OF_USERS_WHO_ARE_BACK = "lazyMigrationRecordIdsOfUsersWhoAreBack";
    static final String NOTE_NOT_DELETED = "noteUsersOfLazyMigrationRecordsWhoAreBack";
    static final String NOTE_DELETED = "noteDeletedUsersOfLazyMigrationRecords";
    static final String NOTE_PROOF = "noteProofOfLazyMigrationRecord";
    static final String LAST_PROOF = "lastProofOfLazyMigrationRecords";
    static final String COUNT_PROOFS = "countProofsOfLazyMigrationRecords";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationRecordsByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationRecordsByRealm";

    /** A condition; not "is not null", since some databases have no nulls in an index. */
    static final String USER_DELETED = "r.deletedAt > 0";

    /** A condition: the opposite. */
    static final String USER_NOT_DELETED = "r.deletedAt is null";

    /**
     * The first millisecond of the day, in UTC. By a remainder, because the quotient of two whole numbers is one in
     * PostgreSQL, and a fraction in MySQL and Oracle.
     */
    static final String DAY = "r.migratedAt - mod(r.migratedAt, 86400000)";

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Column(name = "LEGACY_ID")
    private String legacyId;

    /** Stands for the legacy id in the unique constraint: some databases compare text without regard to case. */
    @Column(name = "LEGACY_KEY", length = 64)
    private String legacyKey;

    @Column(name = "USER_ID", length = 36)
    private String userId;

    @Column(name = "METHOD", length = 20)
    @Enumerated(EnumType.STRING)
    private MigrationMethod method;

    @Column(name = "MIGRATED_AT")
    private long migratedAt;

    /** When he proved his legacy password; null as long as he has not. */
    @Column(name = "PROVED_AT")
    private Long provedAt;

    /** When the Keycloak user was deleted; null while he is there, as far as anybody has seen. */
    @Column(name = "DELETED_AT")
    private Long deletedAt;

    /** For Hibernate. */
    protected MigrationRecordEntity() {}

    MigrationRecordEntity(MigrationRecord migrated) {
        id = KeycloakModelUtils.generateId();
        realmId = migrated.realmId();
        providerId = migrated.providerId();
        legacyId = migrated.legacyId();
        legacyKey = keyOf(legacyId);
        userId = migrated.userId();
        method = migrated.method();
        migratedAt = migrated.migratedAt().toEpochMilli();
        provedAt = method.isByProof() ? migratedAt : null;
    }

    /** Takes over who the user is and how he came. */
    void correct(MigrationRecord migrated) {
        userId = migrated.userId();
        method = migrated.method();
    }

    /** Different for any two ids that differ in a letter. */
    static String keyOf(String legacyId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(legacyId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Behind it. */
    Bookmark place() {
        return new Bookmark(Instant.ofEpochMilli(migratedAt), id);
    }

    MigrationRecord toRecord() {
        return new MigrationRecord(realmId, providerId, legacyId, userId, method, Instant.ofEpochMilli(migratedAt));
    }
}
