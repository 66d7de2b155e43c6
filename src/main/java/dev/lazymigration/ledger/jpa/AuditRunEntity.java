package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.SyncState;
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
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Nationalized;

/**
 * An {@link AuditRun} as a row. Not final and not private, because Hibernate derives from it; writes what has changed alone,
 * because most of the time that is not the report.
 */
@Entity
@DynamicUpdate
@Table(name = "LAZY_MIGRATION_AUDIT")
@NamedQuery(
        name = AuditRunEntity.REQUEST_STOP,
        query = "update AuditRunEntity a set a.stopWanted = true where a.providerId = :provider and a.state = :running")
@NamedQuery(
        name = AuditRunEntity.DELETE_BY_PROVIDER,
        query = "delete from AuditRunEntity a where a.providerId = :provider")
@NamedQuery(name = AuditRunEntity.DELETE_BY_REALM, query = "delete from AuditRunEntity a where a.realmId = :realm")
public class AuditRunEntity {

    static final String REQUEST_STOP = "requestStopOfLazyMigrationAudit";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationAuditByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationAuditByRealm";

    @Id
    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "STATE", length = 20)
    @Enumerated(EnumType.STRING)
    private SyncState state;

    @Column(name = "TOTAL")
    private Long total;

    @Column(name = "ROWS_READ")
    private long read;

    @Nationalized
    @Column(name = "REPORT")
    private String report;

    @Column(name = "STARTED_AT")
    private long startedAt;

    @Column(name = "ENDED_AT")
    private Long endedAt;

    @Nationalized
    @Column(name = "PROBLEM", length = 2000)
    private String problem;

    @Column(name = "STOP_WANTED")
    private boolean stopWanted;

    @Column(name = "CLAIM_ID", length = 36)
    private String claimId;

    @Column(name = "CLAIMED_UNTIL")
    private long claimedUntil;

    /** For Hibernate. */
    protected AuditRunEntity() {}

    AuditRunEntity(AuditRun run) {
        providerId = run.providerId();
        take(run);
    }

    void take(AuditRun run) {
        realmId = run.realmId();
        state = run.state();
        total = run.total().isPresent() ? run.total().getAsLong() : null;
        read = run.read();
        report = run.report();
        startedAt = run.startedAt().toEpochMilli();
        endedAt = run.endedAt().map(Instant::toEpochMilli).orElse(null);
        problem = MigrationFailureEntity.reasonOf(run.problem());
        stopWanted = run.stopWanted();
        claimId = run.claim().id();
        claimedUntil = run.claim().until().toEpochMilli();
    }

    AuditRun toRun() {
        return new AuditRun(
                realmId,
                providerId,
                state,
                total == null ? OptionalLong.empty() : OptionalLong.of(total),
                read,
                // Oracle keeps an empty text as null.
                report == null ? "" : report,
                Instant.ofEpochMilli(startedAt),
                Optional.ofNullable(endedAt).map(Instant::ofEpochMilli),
                problem == null ? "" : problem,
                stopWanted,
                new AuditRun.Claim(claimId, Instant.ofEpochMilli(claimedUntil)));
    }
}
