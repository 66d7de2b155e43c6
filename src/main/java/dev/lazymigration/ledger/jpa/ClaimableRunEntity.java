package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ClaimableRun;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.hibernate.annotations.Nationalized;

/** What the rows of all kinds of {@link ClaimableRun} have in common; public, because Hibernate knows it by itself. */
@MappedSuperclass
public abstract class ClaimableRunEntity<R extends ClaimableRun<R>> {

    @Id
    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Nationalized
    @Column(name = "PROBLEM", length = 2000)
    private String problem;

    @Column(name = "CLAIM_ID", length = 36)
    private String claimId;

    @Column(name = "CLAIMED_UNTIL")
    private long claimedUntil;

    /** For Hibernate. */
    protected ClaimableRunEntity() {}

    ClaimableRunEntity(R run) {
        providerId = run.providerId();
    }

    void take(R run) {
        realmId = run.realmId();
        problem = MigrationFailureEntity.reasonOf(run.problem());
        claimId = run.claim().id();
        claimedUntil = run.claim().until().toEpochMilli();
    }

    abstract R toRun();

    /** Whether whoever has claimed the run may go on with it. */
    boolean isStillOf(R run) {
        return claimId.equals(run.claim().id());
    }

    String providerId() {
        return providerId;
    }

    String realmId() {
        return realmId;
    }

    String problem() {
        return text(problem);
    }

    /** Oracle keeps an empty text as null. */
    static String text(String kept) {
        return kept == null ? "" : kept;
    }

    String claimId() {
        return claimId;
    }

    Instant claimedUntil() {
        return Instant.ofEpochMilli(claimedUntil);
    }
}
