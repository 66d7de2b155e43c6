package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.SyncState;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.annotations.Nationalized;

/** What the rows of all kinds of {@link ListRun} have in common; public, because Hibernate knows it by itself. */
@MappedSuperclass
public abstract class RunEntity<R extends ListRun<R>> {

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
    protected RunEntity() {}

    RunEntity(R run) {
        providerId = run.providerId();
    }

    void take(R run) {
        realmId = run.realmId();
        state = run.state();
        total = run.total().isPresent() ? run.total().getAsLong() : null;
        read = run.read();
        startedAt = run.startedAt().toEpochMilli();
        endedAt = run.endedAt().map(Instant::toEpochMilli).orElse(null);
        problem = MigrationFailureEntity.reasonOf(run.problem());
        stopWanted = run.stopWanted();
        claimId = run.claim().id();
        claimedUntil = run.claim().until().toEpochMilli();
    }

    abstract R toRun();

    /** Whether whoever has claimed the run may go on with it. */
    boolean isStillOf(R run) {
        return state == SyncState.RUNNING && claimId.equals(run.claim().id());
    }

    String providerId() {
        return providerId;
    }

    String realmId() {
        return realmId;
    }

    SyncState state() {
        return state;
    }

    OptionalLong total() {
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }

    long read() {
        return read;
    }

    Instant startedAt() {
        return Instant.ofEpochMilli(startedAt);
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt).map(Instant::ofEpochMilli);
    }

    String problem() {
        return text(problem);
    }

    /** Oracle keeps an empty text as null. */
    static String text(String kept) {
        return kept == null ? "" : kept;
    }

    boolean stopWanted() {
        return stopWanted;
    }

    String claimId() {
        return claimId;
    }

    Instant claimedUntil() {
        return Instant.ofEpochMilli(claimedUntil);
    }
}
