package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.AuditRun;
import dev.lazymigration.ledger.RunClaim;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Nationalized;

/**
 * An {@link AuditRun} as a row. Not final and not private, because Hibernate derives from it; writes what has changed alone,
 * because most of the time that is not the report.
 */
@Entity
@DynamicUpdate
@Table(name = "LAZY_MIGRATION_AUDIT")
public class AuditRunEntity extends RunEntity<AuditRun> {

    @Nationalized
    @Column(name = "REPORT")
    private String report;

    /** For Hibernate. */
    protected AuditRunEntity() {}

    AuditRunEntity(AuditRun run) {
        super(run);
        take(run);
    }

    @Override
    void take(AuditRun run) {
        super.take(run);
        report = run.report();
    }

    @Override
    AuditRun toRun() {
        return new AuditRun(
                realmId(),
                providerId(),
                state(),
                total(),
                read(),
                text(report),
                startedAt(),
                endedAt(),
                problem(),
                stopWanted(),
                new RunClaim(claimId(), claimedUntil()));
    }
}
