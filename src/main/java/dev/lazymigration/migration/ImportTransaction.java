package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.migration.belongings.RealmPreparation;
import dev.lazymigration.migration.jpa.DeadlockRetry;
import dev.lazymigration.migration.jpa.NewerUser;
import dev.lazymigration.migration.notice.NoticeWriter;
import dev.lazymigration.migration.profile.NotApplied;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The import of one user: user, password and ledger line together or not at all.
 *
 * <p>It has a transaction of its own, so that a race that is lost is one caught duplicate and a second look, and not the
 * end of the login.
 *
 * @param session that of the login
 * @param realm in that session
 */
record ImportTransaction(
        KeycloakSession session,
        RealmModel realm,
        ComponentModel provider,
        ImportSettings settings,
        MigrationJournal journal) {

    ImportOutcome run(Arrival whole) {
        Arrival announced = new FirstBrokerLogin(session)
                .providerAlias()
                .map(whole::withoutIdentityAt)
                .orElse(whole);
        long start = System.nanoTime();
        Arrival arrival = announced.without(
                new RealmPreparation(session, realm, settings.createGroups(), settings.createOrganizations())
                        .prepareFor(announced.profile().belongings()));
        Written written;
        try {
            written = DeadlockRetry.run(() -> KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> write(own, arrival),
                    "lazy migration of a user"));
        } catch (ModelDuplicateException somebodyElseWasFaster) {
            return afterLostRace(arrival);
        } catch (ModelException unwritable) {
            return refused(new Refusal.Unwritable(unwritable.getMessage()));
        }
        return written.fold(
                here -> arrived(arrival, here, Duration.ofNanos(System.nanoTime() - start)),
                earlier -> imported(earlier.userId()),
                nothing -> nothing.outcome());
    }

    /**
     * Loads the user before anybody hears of him: a listener of Keycloak's events may load him too, and leave in the
     * cache what this transaction cannot see the rest of.
     */
    private ImportOutcome arrived(Arrival arrival, Written.Here here, Duration duration) {
        NewerUser user = new NewerUser(session, realm, here.userId());
        try {
            new LoginFailures(session, realm).move(arrival.pending().getId(), here.userId());
            return imported(here.method() == MigrationMethod.LINK ? user.findChanged() : user.find(), true);
        } finally {
            journal.migrated(new Migration(
                    arrival.legacyUser(), here.userId(), here.username(), here.method(), here.notApplied(), duration));
        }
    }

    private ImportOutcome afterLostRace(Arrival arrival) {
        Optional<MigrationRecord> winner = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> JpaMigrationLedger.of(own)
                        .find(provider.getId(), arrival.legacyUser().id()));
        return winner.map(migrated -> imported(migrated.userId()))
                .orElseGet(() -> refused(Refusal.Collision.CAME_FIRST));
    }

    private ImportOutcome imported(String userId) {
        return imported(new NewerUser(session, realm, userId).find(), false);
    }

    private static ImportOutcome imported(Optional<UserModel> user, boolean first) {
        return user.<ImportOutcome>map(found -> new ImportOutcome.Imported(found, first))
                .orElseGet(() -> refused(new Refusal.Deleted()));
    }

    private static ImportOutcome refused(Refusal reason) {
        return new ImportOutcome.Refused(reason);
    }

    private Written write(KeycloakSession own, Arrival arrival) {
        RealmModel ownRealm = own.realms().getRealm(realm.getId());
        MigrationLedger ledger = JpaMigrationLedger.of(own);
        Optional<MigrationRecord> earlier =
                ledger.find(provider.getId(), arrival.legacyUser().id());
        if (earlier.isPresent()) {
            return new Written.Earlier(earlier.get().userId());
        }
        String userId = KeycloakModelUtils.generateId();
        // The ledger first, before anything is looked at: here a second import of the same user waits until the
        // first is through, and then fails. Were it to look for collisions before, it could meet the first's user.
        ledger.add(line(arrival, userId, arrival.method()));
        return new Placement(own, ownRealm, ledger, settings.existingUsers())
                .of(arrival)
                .fold(
                        free -> {
                            List<NotApplied> notApplied = new NewUser(own, ownRealm, settings).write(userId, arrival);
                            return here(
                                    own,
                                    arrival,
                                    new Written.Here(
                                            userId, arrival.profile().username(), arrival.method(), notApplied));
                        },
                        existing -> {
                            UserModel user = existing.user();
                            ledger.correct(line(arrival, user.getId(), MigrationMethod.LINK));
                            List<NotApplied> notApplied =
                                    new LinkedUser(own, ownRealm, settings).complete(user.getId(), arrival);
                            return here(
                                    own,
                                    arrival,
                                    new Written.Here(
                                            user.getId(), user.getUsername(), MigrationMethod.LINK, notApplied));
                        },
                        switchedOff -> nothing(own, new ImportOutcome.Disabled()),
                        taken -> nothing(own, refused(taken.refusal())));
    }

    /** Writes down, together with the user, what did not come across and that the legacy system is to be told of him. */
    private Written here(KeycloakSession own, Arrival arrival, Written.Here here) {
        journal.notApplied(own, arrival.legacyUser(), here.username(), here.notApplied());
        if (settings.notices().wanted()) {
            new NoticeWriter(own).add(provider, arrival.legacyUser(), here.userId(), here.username());
        }
        return here;
    }

    private static Written nothing(KeycloakSession own, ImportOutcome outcome) {
        own.getTransactionManager().setRollbackOnly();
        return new Written.Nothing(outcome);
    }

    private MigrationRecord line(Arrival arrival, String userId, MigrationMethod method) {
        return new MigrationRecord(
                realm.getId(), provider.getId(), arrival.legacyUser().id(), userId, method, Instant.now());
    }
}
