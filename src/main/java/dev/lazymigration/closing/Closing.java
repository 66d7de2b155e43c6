package dev.lazymigration.closing;

import dev.lazymigration.closing.Findings.RecentLogins;
import dev.lazymigration.closing.Findings.Unmigrated;
import dev.lazymigration.closing.Findings.Users;
import dev.lazymigration.closing.jpa.ForeignHashes;
import dev.lazymigration.closing.jpa.LinkedUsers;
import dev.lazymigration.closing.jpa.LinkedUsers.Part;
import dev.lazymigration.config.FinishConfig;
import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.ledger.jpa.JpaNotices;
import dev.lazymigration.ledger.jpa.JpaSyncRuns;
import dev.lazymigration.legacy.LegacyTotal;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The end of a provider's migration, which is nothing but a setting of the provider: whoever has only a legacy password
 * keeps what says so, and can prove it again when the migration goes on. Belongs to one Keycloak session.
 */
public record Closing(KeycloakSession session, RealmModel realm, ComponentModel provider) {

    private static final int SAMPLE = 10;

    /**
     * What finishing it would mean.
     *
     * @param total how many users the legacy system has
     * @param days how far back logins matter
     */
    public Findings findings(LegacyTotal total, int days) {
        LinkedUsers linked = new LinkedUsers(session);
        ForeignHashes hashes = new ForeignHashes(session);
        Instant from = Instant.now().minus(Duration.ofDays(days));
        MigrationLedger ledger = JpaMigrationLedger.of(session);
        return new Findings(
                new Unmigrated(total, ledger.count(provider.getId()).total()),
                new Users(linked.count(provider.getId(), Part.ALL), linked.some(provider.getId(), Part.ALL, SAMPLE)),
                new RecentLogins(days, ledger.countProofs(provider.getId(), from)),
                new Users(hashes.count(realm.getId()), hashes.some(realm.getId(), SAMPLE)),
                JpaNotices.of(session).count(provider.getId()),
                JpaSyncRuns.of(session)
                        .find(provider.getId())
                        .filter(run -> run.isUnderWay(Instant.now()))
                        .isPresent());
    }

    /** From now on no script of it is run. Does nothing when it is finished already. */
    public void finish() {
        if (!FinishConfig.isFinished(provider)) {
            realm.updateComponent(FinishConfig.finished(provider, Instant.now()));
        }
    }

    /**
     * It goes on as if it had never been finished. Does nothing when it is not.
     *
     * @throws org.keycloak.component.ComponentValidationException when the provider could not be saved as it is
     */
    public void reopen() {
        if (FinishConfig.isFinished(provider)) {
            realm.updateComponent(FinishConfig.reopened(provider));
        }
    }
}
