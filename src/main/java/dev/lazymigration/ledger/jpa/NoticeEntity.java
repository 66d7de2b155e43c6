package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.Notice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Nationalized;

/** A {@link Notice} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_NOTICE")
@NamedQuery(
        name = NoticeEntity.NEXT,
        query = "select n from NoticeEntity n where n.state <> :givenUp and n.providerId not in :skipped"
                + " order by n.dueAt")
@NamedQuery(
        name = NoticeEntity.CLAIM,
        query = "update NoticeEntity n set n.dueAt = :until, n.attempts = n.attempts + 1, n.state = :claimed"
                + " where n.id = :id and n.attempts = :attempts and n.dueAt = :dueAt and n.state <> :givenUp")
@NamedQuery(
        name = NoticeEntity.CONCLUDE,
        query = "update NoticeEntity n set n.dueAt = :until, n.attempts = :attempts, n.state = :state"
                + " where n.id = :id and n.attempts = :attemptsSoFar and n.dueAt = :dueAt and n.state = :claimed")
@NamedQuery(
        name = NoticeEntity.START_AGAIN,
        query = "update NoticeEntity n set n.dueAt = :now, n.attempts = 0, n.state = :waiting"
                + " where n.providerId = :provider and n.state <> :claimed")
@NamedQuery(name = NoticeEntity.COUNT, query = "select count(n) from NoticeEntity n where n.providerId = :provider")
@NamedQuery(name = NoticeEntity.DELETE, query = "delete from NoticeEntity n where n.id = :id")
@NamedQuery(
        name = NoticeEntity.DELETE_BY_USER,
        query = "delete from NoticeEntity n where n.realmId = :realm and n.userId = :user")
@NamedQuery(name = NoticeEntity.DELETE_BY_PROVIDER, query = "delete from NoticeEntity n where n.providerId = :provider")
@NamedQuery(name = NoticeEntity.DELETE_BY_REALM, query = "delete from NoticeEntity n where n.realmId = :realm")
public class NoticeEntity {

    static final String NEXT = "nextLazyMigrationNotice";
    static final String CLAIM = "claimLazyMigrationNotice";
    static final String CONCLUDE = "concludeLazyMigrationNotice";
    static final String START_AGAIN = "startLazyMigrationNoticesAgain";
    static final String COUNT = "countLazyMigrationNotices";
    static final String DELETE = "deleteLazyMigrationNotice";
    static final String DELETE_BY_USER = "deleteLazyMigrationNoticesByUser";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationNoticesByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationNoticesByRealm";

    /** What becomes of a line next. The names are stored. */
    enum State {
        /** It is tried when it is due. */
        WAITING,
        /** It is being tried; when it is due, whoever did so has ended without a word. */
        CLAIMED,
        /** It is not tried any more. */
        GIVEN_UP
    }

    @Id
    @Column(name = "ID", length = 36)
    private String id;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Nationalized
    @Column(name = "LEGACY_ID")
    private String legacyId;

    @Column(name = "USER_ID", length = 36)
    private String userId;

    @Nationalized
    @Column(name = "USERNAME")
    private String username;

    @Nationalized
    @Column(name = "PROFILE")
    private String profile;

    @Column(name = "STATE", length = 20)
    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "ATTEMPTS")
    private int attempts;

    @Column(name = "DUE_AT")
    private long dueAt;

    /** For Hibernate. */
    protected NoticeEntity() {}

    NoticeEntity(Notice notice) {
        id = notice.id();
        realmId = notice.realmId();
        providerId = notice.providerId();
        legacyId = notice.legacyId();
        userId = notice.userId();
        username = notice.username();
        profile = notice.profile();
        state = State.WAITING;
        attempts = notice.attempts();
        dueAt = notice.dueAt().toEpochMilli();
    }

    Notice toNotice() {
        return new Notice(
                id, realmId, providerId, legacyId, userId, username, profile, attempts, Instant.ofEpochMilli(dueAt));
    }
}
