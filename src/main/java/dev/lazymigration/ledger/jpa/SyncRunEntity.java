package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import dev.lazymigration.ledger.SyncTally;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A {@link SyncRun} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_SYNC")
@NamedQuery(
        name = SyncRunEntity.REQUEST_STOP,
        query = "update SyncRunEntity s set s.stopWanted = true where s.providerId = :provider and s.state = :running")
@NamedQuery(
        name = SyncRunEntity.DELETE_BY_PROVIDER,
        query = "delete from SyncRunEntity s where s.providerId = :provider")
@NamedQuery(name = SyncRunEntity.DELETE_BY_REALM, query = "delete from SyncRunEntity s where s.realmId = :realm")
public class SyncRunEntity {

    static final String REQUEST_STOP = "requestStopOfLazyMigrationSync";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationSyncByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationSyncByRealm";

    @Id
    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "LISTING", length = 64)
    private String listing;

    @Column(name = "SINCE")
    private Long since;

    @Column(name = "STATE", length = 20)
    @Enumerated(EnumType.STRING)
    private SyncState state;

    @Column(name = "PAGE")
    private int page;

    @Column(name = "LIST_CURSOR", length = 2000)
    private String cursor;

    @Column(name = "TOTAL")
    private Long total;

    @Column(name = "ROWS_READ")
    private long read;

    @Column(name = "WITH_PASSWORD")
    private long withPassword;

    @Column(name = "LINKED")
    private long linked;

    @Column(name = "KNOWN")
    private long known;

    @Column(name = "SKIPPED")
    private long skipped;

    @Column(name = "FAILED")
    private long failed;

    @Column(name = "STARTED_AT")
    private long startedAt;

    @Column(name = "ENDED_AT")
    private Long endedAt;

    @Column(name = "PROBLEM", length = 2000)
    private String problem;

    @Column(name = "STOP_WANTED")
    private boolean stopWanted;

    @Column(name = "CLAIM_ID", length = 36)
    private String claimId;

    @Column(name = "CLAIMED_AT")
    private long claimedAt;

    @Column(name = "CLAIMED_UNTIL")
    private long claimedUntil;

    @Column(name = "READ_BEFORE")
    private long readBefore;

    /** For Hibernate. */
    protected SyncRunEntity() {}

    SyncRunEntity(SyncRun run) {
        providerId = run.providerId();
        take(run);
    }

    void take(SyncRun run) {
        realmId = run.realmId();
        listing = run.listing();
        since = run.since().map(Instant::toEpochMilli).orElse(null);
        state = run.state();
        page = run.page();
        cursor = run.cursor().orElse(null);
        total = run.total().isPresent() ? run.total().getAsLong() : null;
        read = run.tally().read();
        withPassword = run.tally().withPassword();
        linked = run.tally().linked();
        known = run.tally().known();
        skipped = run.tally().skipped();
        failed = run.tally().failed();
        startedAt = run.startedAt().toEpochMilli();
        endedAt = run.endedAt().map(Instant::toEpochMilli).orElse(null);
        problem = MigrationFailureEntity.reasonOf(run.problem());
        stopWanted = run.stopWanted();
        claimId = run.claim().id();
        claimedAt = run.claim().at().toEpochMilli();
        claimedUntil = run.claim().until().toEpochMilli();
        readBefore = run.claim().readBefore();
    }

    SyncRun toRun() {
        return new SyncRun(
                realmId,
                providerId,
                listing,
                Optional.ofNullable(since).map(Instant::ofEpochMilli),
                state,
                page,
                Optional.ofNullable(cursor),
                total == null ? OptionalLong.empty() : OptionalLong.of(total),
                new SyncTally(read, withPassword, linked, known, skipped, failed),
                Instant.ofEpochMilli(startedAt),
                Optional.ofNullable(endedAt).map(Instant::ofEpochMilli),
                // Oracle keeps an empty text as null.
                problem == null ? "" : problem,
                stopWanted,
                new SyncRun.Claim(
                        claimId, Instant.ofEpochMilli(claimedAt), Instant.ofEpochMilli(claimedUntil), readBefore));
    }
}
