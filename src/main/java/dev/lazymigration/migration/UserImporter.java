package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.belongings.RealmPreparation;
import dev.lazymigration.migration.jpa.NewerUser;
import dev.lazymigration.migration.notice.NoticeWriter;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Puts a legacy user into Keycloak's own store: user, password and ledger line together or not at all.
 *
 * <p>It does so in a transaction of its own, so that a race that is lost is one caught duplicate and a second look, and
 * not the end of the login. Belongs to one Keycloak session.
 */
public final class UserImporter {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ComponentModel provider;
    private final ImportSettings settings;
    private final MigrationJournal journal;

    public UserImporter(
            KeycloakSession session,
            RealmModel realm,
            ComponentModel provider,
            ImportSettings settings,
            MigrationJournal journal) {
        this.session = session;
        this.realm = realm;
        this.provider = provider;
        this.settings = settings;
        this.journal = journal;
    }

    /**
     * Imports a user who has proved his password.
     *
     * @param proved as the login script described him, with the same id as the pending user
     * @param password the password that was proved
     * @param expired whether the legacy system wants a new one
     */
    public ImportOutcome afterLogin(PendingUser pending, LegacyUser proved, String password, boolean expired) {
        return afterLogin(pending, proved, password, expired, false);
    }

    /**
     * Imports a user who has proved his password and whom the legacy system has locked, switched off; or not at all.
     *
     * @param proved as the login script described him, with the same id as the pending user
     * @param password the password that was proved
     */
    public ImportOutcome afterLockedLogin(PendingUser pending, LegacyUser proved, String password) {
        return afterLogin(pending, proved, password, false, true);
    }

    private ImportOutcome afterLogin(
            PendingUser pending, LegacyUser proved, String password, boolean expired, boolean locked) {
        if (locked && settings.lockedUsers() == LockedUsers.REFUSE) {
            return new ImportOutcome.Disabled();
        }
        LegacyUser whole = combined(pending.legacyUser(), proved);
        MappedProfile mapped = new ProfileMapping(settings.mapping(), realm.isRegistrationEmailAsUsername())
                .of(whole, pending.getUsername());
        if (mapped instanceof MappedProfile.Usable usable) {
            if (!usable.enabled() && settings.lockedUsers() == LockedUsers.REFUSE) {
                return new ImportOutcome.Disabled();
            }
            MappedProfile.Usable profile = locked ? usable.disabled() : usable;
            PasswordToKeep kept = PasswordToKeep.of(session, realm, pending, password);
            boolean update = expired || kept.isToBeChanged(settings.weakPassword());
            return importUser(new Arrival(pending, whole, profile, kept.credential(), update, MigrationMethod.LOGIN));
        }
        return refused(new Refusal.UnusableProfile(((MappedProfile.Unusable) mapped).reason()));
    }

    /**
     * Imports a user who sets a new password without having proved the old one.
     *
     * @param password the new password, which the realm's policy accepts
     */
    public ImportOutcome afterReset(PendingUser pending, String password) {
        if (!pending.mappedProfile().enabled()) {
            return new ImportOutcome.Disabled();
        }
        PasswordToKeep kept = PasswordToKeep.of(session, realm, pending, password);
        return importUser(new Arrival(
                pending,
                pending.legacyUser(),
                pending.mappedProfile(),
                kept.credential(),
                false,
                MigrationMethod.RESET));
    }

    /**
     * Imports a user whom Keycloak's flow has proved to be somebody whom it knows by an identity provider. His password
     * stays where it is until he proves it.
     */
    public ImportOutcome afterBrokerLogin(PendingUser pending) {
        if (!pending.mappedProfile().enabled()) {
            return new ImportOutcome.Disabled();
        }
        LegacyQuery names = ProfileMapping.queryFor(pending.legacyUser());
        LegacyPassword password = LegacyPassword.of(provider, names.hasName() ? names : pending.query());
        return importUser(new Arrival(
                pending,
                pending.legacyUser(),
                pending.mappedProfile(),
                password.credential(),
                false,
                MigrationMethod.BROKER));
    }

    /**
     * Stores the password that a user has proved after he was imported.
     *
     * @param imported who has a {@link LegacyPassword}
     * @param password the password that was proved
     * @param expired whether the legacy system wants a new one
     */
    public void afterLateProof(UserModel imported, String password, boolean expired) {
        PasswordToKeep kept = PasswordToKeep.of(session, realm, imported, password);
        LegacyPassword.replace(session, realm, imported, kept.credential());
        if (expired || kept.isToBeChanged(settings.weakPassword())) {
            imported.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
        }
        journal.passwordProved(imported);
    }

    /** What the getUser script said, and over it what the login script said. */
    private static LegacyUser combined(LegacyUser found, LegacyUser proved) {
        Map<String, Object> profile = new LinkedHashMap<>(found.profile());
        proved.profile().forEach((name, value) -> {
            if (value != null) {
                profile.put(name, value);
            }
        });
        return new LegacyUser(proved.id(), profile);
    }

    private ImportOutcome importUser(Arrival whole) {
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
            written = KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> write(own, arrival),
                    "lazy migration of a user");
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
