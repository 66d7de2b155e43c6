package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.ListRun;
import dev.lazymigration.ledger.SyncState;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What the rows of all kinds of {@link ListRun} have in common; public, because Hibernate knows it by itself. */
@MappedSuperclass
public abstract class RunEntity<R extends ListRun<R>> extends ClaimableRunEntity<R> {

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

    @Column(name = "STOP_WANTED")
    private boolean stopWanted;

    /** For Hibernate. */
    protected RunEntity() {}

    RunEntity(R run) {
        super(run);
    }

    @Override
    void take(R run) {
        super.take(run);
        state = run.state();
        total = run.total().isPresent() ? run.total().getAsLong() : null;
        read = run.read();
        startedAt = run.startedAt().toEpochMilli();
        endedAt = run.endedAt().map(Instant::toEpochMilli).orElse(null);
        stopWanted = run.stopWanted();
    }

    @Override
    boolean isStillOf(R run) {
        return state == SyncState.RUNNING && super.isStillOf(run);
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

    boolean stopWanted() {
        return stopWanted;
    }
}
