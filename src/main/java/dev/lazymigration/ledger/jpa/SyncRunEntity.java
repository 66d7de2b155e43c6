package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncTally;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Nationalized;

/** A {@link SyncRun} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_SYNC")
public class SyncRunEntity extends RunEntity<SyncRun> {

    @Column(name = "LISTING", length = 64)
    private String listing;

    @Column(name = "SINCE")
    private Long since;

    @Column(name = "PAGE")
    private int page;

    @Nationalized
    @Column(name = "LIST_CURSOR", length = 2000)
    private String cursor;

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

    @Column(name = "WHOLE_AT")
    private Long wholeAt;

    @Column(name = "CLAIMED_AT")
    private long claimedAt;

    @Column(name = "READ_BEFORE")
    private long readBefore;

    /** For Hibernate. */
    protected SyncRunEntity() {}

    SyncRunEntity(SyncRun run) {
        super(run);
        take(run);
    }

    @Override
    void take(SyncRun run) {
        super.take(run);
        listing = run.listing();
        since = run.since().map(Instant::toEpochMilli).orElse(null);
        page = run.page();
        cursor = run.cursor().orElse(null);
        withPassword = run.tally().withPassword();
        linked = run.tally().linked();
        known = run.tally().known();
        skipped = run.tally().skipped();
        failed = run.tally().failed();
        wholeAt = run.wholeAt().map(Instant::toEpochMilli).orElse(null);
        claimedAt = run.claim().at().toEpochMilli();
        readBefore = run.claim().readBefore();
    }

    @Override
    SyncRun toRun() {
        return new SyncRun(
                realmId(),
                providerId(),
                listing,
                Optional.ofNullable(since).map(Instant::ofEpochMilli),
                state(),
                page,
                Optional.ofNullable(cursor),
                total(),
                new SyncTally(read(), withPassword, linked, known, skipped, failed),
                startedAt(),
                endedAt(),
                problem(),
                stopWanted(),
                Optional.ofNullable(wholeAt).map(Instant::ofEpochMilli),
                new SyncRun.Claim(claimId(), Instant.ofEpochMilli(claimedAt), claimedUntil(), readBefore));
    }
}
