package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.log.LogLine;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The log lines of a migration, one each: who and why, never a password, a secret or a whole profile. */
public final class MigrationLog {

    private static final Logger LOG = Logger.getLogger("dev.lazymigration");

    private static final int LONGEST_NOT_APPLIED = 4_000;

    private final String realm;
    private final String provider;

    public MigrationLog(RealmModel realm, ComponentModel provider) {
        this.realm = realm.getName();
        this.provider = provider.getName();
    }

    /** One line for each migration; a warning if it does not bring everything. */
    void migrated(Migration migration) {
        boolean whole = migration.notApplied().isEmpty();
        LOG.log(
                whole ? Logger.Level.INFO : Logger.Level.WARN,
                line("Migrated")
                        .and("method", migration.method().label())
                        .and("millis", migration.duration().toMillis())
                        .and("legacyId", migration.legacyUser().id())
                        .and("userId", migration.userId())
                        .and("username", migration.username())
                        .and("notApplied", whole ? null : notApplied(migration)));
    }

    private static String notApplied(Migration migration) {
        return NotAppliedText.of(migration.notApplied(), LONGEST_NOT_APPLIED);
    }

    /** A user who came by an identity provider has proved his password since. */
    void passwordProved(UserModel user) {
        LOG.info(line("PasswordProved").and("userId", user.getId()).and("username", user.getUsername()));
    }

    /**
     * A user who could be known was not imported.
     *
     * @param username as it was typed or mapped
     */
    void refused(LegacyUser user, String username, Refusal refusal) {
        LOG.warn(line("NotImported")
                .and("code", refusal.code())
                .and("legacyId", user.id())
                .and("username", username)
                .and("reason", refusal.explanation()));
    }

    /** A question to the legacy system was not answered. */
    public void unanswered(String script, String reason) {
        LOG.warn(line(script, "Broken").and("reason", reason));
    }

    /** A migrated user was deleted in Keycloak, and is asked for again. */
    void deletedUserAskedFor(LegacyUser user) {
        LOG.info(line("StaysDeleted").and("legacyId", user.id()));
    }

    /** A user could not be sent a link to a new password. */
    public void mailFailed(String userId, Exception problem) {
        LOG.warn(line("MailFailed").and("userId", userId), problem);
    }

    /** Every user to whom a link to a new password can be sent has got one. */
    public void mailsCompleted() {
        LOG.info(line("MailsCompleted"));
    }

    /** The server has stopped to send such links by itself. */
    public void mailsStopped(String reason) {
        LOG.warn(line("MailsStopped").and("reason", reason));
    }

    /** It goes on with them later. What exactly Keycloak's database says may name more than a log should hold. */
    public void mailsInterrupted(RuntimeException problem) {
        LOG.warn(line("MailsInterrupted").and("reason", problem.getClass().getName()));
        LOG.debug("The interruption", problem);
    }

    /** Something about a migration could not be written down; the migration itself does not care. */
    void notWrittenDown(String what, RuntimeException problem) {
        LOG.error(line("NotWrittenDown").and("what", what), problem);
    }

    /** A caller of the admin API got a part of a list, whose last line says so. */
    public void tableBrokenOff(RuntimeException problem) {
        LOG.error(line("TableBrokenOff"), problem);
    }

    private LogLine line(String outcome) {
        return LogLine.of(realm, provider).and("outcome", outcome);
    }

    private LogLine line(String script, String outcome) {
        return LogLine.of(realm, provider).and("script", script).and("outcome", outcome);
    }
}
