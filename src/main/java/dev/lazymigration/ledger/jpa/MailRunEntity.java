package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MailRun;
import dev.lazymigration.ledger.RunClaim;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.OptionalInt;

/** A {@link MailRun} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_MAILS")
@NamedQuery(
        name = MailRunEntity.ABANDONED,
        query = "select m from MailRunEntity m where m.perMinute is not null and m.claimedUntil <= :now")
public class MailRunEntity extends ClaimableRunEntity<MailRun> {

    static final String ABANDONED = "abandonedLazyMigrationMails";

    @Column(name = "PER_MINUTE")
    private Integer perMinute;

    @Column(name = "LINKS_FROM", length = 2000)
    private String linksFrom;

    /** For Hibernate. */
    protected MailRunEntity() {}

    MailRunEntity(MailRun run) {
        super(run);
        take(run);
    }

    @Override
    void take(MailRun run) {
        super.take(run);
        perMinute = run.perMinute().isPresent() ? run.perMinute().getAsInt() : null;
        linksFrom = run.linksFrom();
    }

    @Override
    MailRun toRun() {
        return new MailRun(
                realmId(),
                providerId(),
                perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute),
                linksFrom,
                problem(),
                new RunClaim(claimId(), claimedUntil()));
    }
}
