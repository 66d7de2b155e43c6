package dev.lazymigration.ledger.jpa;

import dev.lazymigration.ledger.MailRun;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.OptionalInt;

/** A {@link MailRun} as a row. Not final and not private, because Hibernate derives from it. */
@Entity
@Table(name = "LAZY_MIGRATION_MAILS")
@NamedQuery(
        name = MailRunEntity.ABANDONED,
        query = "select m from MailRunEntity m where m.perMinute is not null and m.claimedUntil <= :now")
@NamedQuery(
        name = MailRunEntity.DELETE_BY_PROVIDER,
        query = "delete from MailRunEntity m where m.providerId = :provider")
@NamedQuery(name = MailRunEntity.DELETE_BY_REALM, query = "delete from MailRunEntity m where m.realmId = :realm")
public class MailRunEntity {

    static final String ABANDONED = "abandonedLazyMigrationMails";
    static final String DELETE_BY_PROVIDER = "deleteLazyMigrationMailsByProvider";
    static final String DELETE_BY_REALM = "deleteLazyMigrationMailsByRealm";

    @Id
    @Column(name = "PROVIDER_ID", length = 36)
    private String providerId;

    @Column(name = "REALM_ID", length = 36)
    private String realmId;

    @Column(name = "PER_MINUTE")
    private Integer perMinute;

    @Column(name = "LINKS_FROM", length = 2000)
    private String linksFrom;

    @Column(name = "PROBLEM", length = 2000)
    private String problem;

    @Column(name = "CLAIM_ID", length = 36)
    private String claimId;

    @Column(name = "CLAIMED_UNTIL")
    private long claimedUntil;

    /** For Hibernate. */
    protected MailRunEntity() {}

    MailRunEntity(MailRun run) {
        providerId = run.providerId();
        take(run);
    }

    void take(MailRun run) {
        realmId = run.realmId();
        perMinute = run.perMinute().isPresent() ? run.perMinute().getAsInt() : null;
        linksFrom = run.linksFrom();
        problem = run.problem();
        claimId = run.claim().id();
        claimedUntil = run.claim().until().toEpochMilli();
    }

    MailRun toRun() {
        return new MailRun(
                realmId,
                providerId,
                perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute),
                linksFrom,
                // Oracle keeps an empty text as null.
                problem == null ? "" : problem,
                new MailRun.Claim(claimId, Instant.ofEpochMilli(claimedUntil)));
    }
}
