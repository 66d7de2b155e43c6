package dev.lazymigration.migration;

import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.jpa.FailurePruning;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.log.Throttle;
import dev.lazymigration.migration.profile.NotApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Is told what becomes of users, and tells it to whom it may concern: the log, Keycloak's events, the metrics, and the
 * failures that an administrator can read. Nothing of it can make a login fail, except what is written together with the
 * user himself. Belongs to one Keycloak session.
 */
public final class MigrationJournal {

    /** Of one user: a legacy system must not fill Keycloak's database. */
    private static final int MOST_NOT_APPLIED = 100;

    private static final Throttle OUTAGES = Throttle.oncePer(Duration.ofSeconds(10));

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ComponentModel provider;
    private final MigrationLog log;

    public MigrationJournal(KeycloakSession session, RealmModel realm, ComponentModel provider) {
        this.session = session;
        this.realm = realm;
        this.provider = provider;
        this.log = new MigrationLog(realm, provider);
    }

    /** Writes what did not come across in the transaction that imports the user, so that neither gets lost without the other. */
    void notApplied(KeycloakSession own, LegacyUser user, String username, List<NotApplied> notApplied) {
        MigrationFailures failures = JpaMigrationFailures.of(own);
        notApplied.stream()
                .distinct()
                .limit(MOST_NOT_APPLIED)
                .map(item -> failure(FailureKind.NOT_APPLIED, item.field(), user.id(), username, item.reason()))
                .forEach(failures::add);
        if (notApplied.size() > MOST_NOT_APPLIED) {
            String rest = "and more: %d parts of his profile in all".formatted(notApplied.size());
            failures.add(failure(FailureKind.NOT_APPLIED, "more", user.id(), username, rest));
        }
    }

    /** The user is committed, so that no event can speak of somebody who does not exist. */
    void migrated(Migration migration) {
        log.migrated(migration);
        writeDown("the count of a migration", () -> session.getKeycloakSessionFactory()
                .publish(new UserMigrated(realm, provider, migration.method())));
        writeDown("the event of a migration", () -> tell(events -> events.migrated(migration)));
        if (!migration.notApplied().isEmpty()) {
            writeDown("what is left of old failures", pruning()::runShortly);
        }
    }

    /**
     * A user who could be known was not imported.
     *
     * @param username as it was typed or mapped
     */
    public void refused(LegacyUser user, String username, Refusal refusal) {
        log.refused(user, username, refusal);
        add(failure(FailureKind.REFUSED, refusal.code(), user.id(), username, refusal.explanation()), 1);
        writeDown("the event of a refusal", () -> tell(events -> events.refused(user, username, refusal)));
    }

    private void tell(Consumer<MigrationEvents> event) {
        inOwnTransaction(own -> event.accept(
                new MigrationEvents(own, own.realms().getRealm(realm.getId()), provider, session.getContext())));
    }

    /**
     * A script is wrong, so it gave no answer. Its run is in the log already.
     *
     * @param script {@code login} or {@code getUser}
     * @param username as it was typed
     * @param reason without any secret
     * @param console what the script printed, without any secret
     */
    public void broken(String script, String username, String reason, List<String> console) {
        add(ofScript(FailureKind.SCRIPT, script, username, reason, console), 1);
        unanswered(username, MigrationEvents.BROKEN);
    }

    /**
     * The same where the legacy system is to blame. Written down once in ten seconds, with how often it was: whoever comes
     * during an outage is to cost Keycloak's database nothing.
     */
    public void unavailable(String script, String username, String reason, List<String> console) {
        OUTAGES.next(provider.getId() + ' ' + script)
                .ifPresent(leftOut ->
                        add(ofScript(FailureKind.UNAVAILABLE, script, username, reason, console), leftOut + 1));
        unanswered(username, MigrationEvents.UNAVAILABLE);
    }

    private void unanswered(String username, String error) {
        RequestPurpose.of(session.getContext())
                .ifPresent(purpose -> writeDown(
                        "the event of a request without an answer",
                        () -> tell(events -> events.unanswered(purpose, username, error))));
    }

    /** A user who was imported without a password has proved the one that the legacy system knows. */
    void passwordProved(UserModel user) {
        log.passwordProved(user);
    }

    /** A migrated user was deleted in Keycloak, and is asked for again. */
    public void deletedUserAskedFor(LegacyUser user) {
        log.deletedUserAskedFor(user);
    }

    private Failure failure(FailureKind kind, String code, String legacyId, String username, String reason) {
        return new Failure(realm.getId(), provider.getId(), kind, code, legacyId, username, reason, Instant.now());
    }

    private Failure ofScript(FailureKind kind, String script, String username, String reason, List<String> console) {
        return new Failure(
                realm.getId(), provider.getId(), kind, script, null, username, reason, console, Instant.now());
    }

    private void add(Failure failure, long times) {
        writeDown("a failure", () -> {
            KeycloakSessionTask write = own -> JpaMigrationFailures.of(own).add(failure, times);
            try {
                inOwnTransaction(write);
            } catch (ModelDuplicateException somebodyElseWasFaster) {
                inOwnTransaction(write);
            }
            pruning().runShortly();
        });
    }

    private FailurePruning pruning() {
        return new FailurePruning(session.getKeycloakSessionFactory(), provider.getId());
    }

    /** That of the login may be rolled back, and must not suffer. */
    private void inOwnTransaction(KeycloakSessionTask task) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), task);
    }

    private void writeDown(String what, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException problem) {
            // Whatever it is, a database that is full or an event store that fails: it is not the user's problem.
            log.notWrittenDown(what, problem);
        }
    }
}
