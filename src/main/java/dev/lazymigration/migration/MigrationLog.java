package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyUser;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The log lines of a migration, one sentence each: who and why, never a password, a secret or a whole profile. */
public final class MigrationLog {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private static final int LONGEST_NOT_APPLIED = 4_000;

    private final String realm;
    private final String provider;

    public MigrationLog(RealmModel realm, ComponentModel provider) {
        this.realm = realm.getName();
        this.provider = oneLine(provider.getName());
    }

    /** One line for each migration; a warning if it does not bring everything. */
    void migrated(Migration migration) {
        LOG.logf(
                migration.notApplied().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN,
                "Migrated user %s of realm %s by %s (provider %s, legacy id %s, %d ms)%s",
                oneLine(migration.username()),
                realm,
                migration.method().label(),
                provider,
                oneLine(migration.legacyUser().id()),
                migration.duration().toMillis(),
                migration.notApplied().isEmpty() ? "" : ", not applied: " + oneLine(notApplied(migration)));
    }

    private static String notApplied(Migration migration) {
        return NotAppliedText.of(migration.notApplied(), LONGEST_NOT_APPLIED);
    }

    /** A user who came by an identity provider has proved his password since. */
    void passwordProved(UserModel user) {
        LOG.infof(
                "User %s of realm %s has proved his legacy password; Keycloak has it now",
                oneLine(user.getUsername()), realm);
    }

    /** A user who could be known was not imported. */
    void refused(LegacyUser user, Refusal refusal) {
        LOG.warnf(
                "Legacy user %s was not imported into realm %s by provider %s (%s): %s",
                oneLine(user.id()), realm, provider, refusal.code(), oneLine(refusal.explanation()));
    }

    /** A question to the legacy system was not answered. */
    public void unanswered(String script, String reason) {
        LOG.warnf(
                "The %s script of provider %s in realm %s gave no usable answer: %s",
                script, provider, realm, oneLine(reason));
    }

    /** A migrated user was deleted in Keycloak, and is asked for again. */
    void deletedUserAskedFor(LegacyUser user) {
        LOG.infof(
                "Legacy user %s of realm %s was migrated and then deleted in Keycloak; he stays deleted",
                oneLine(user.id()), realm);
    }

    /** Something about a migration could not be written down; the migration itself does not care. */
    void notWrittenDown(String what, RuntimeException problem) {
        LOG.errorf(
                problem,
                "Cannot write down %s of provider %s in realm %s; nothing else is affected",
                what,
                provider,
                realm);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
