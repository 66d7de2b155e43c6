package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.jpa.NewerUser;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.UserProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStoragePrivateUtil;

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
    private final MigrationLog log;

    public UserImporter(KeycloakSession session, RealmModel realm, ComponentModel provider, MigrationLog log) {
        this.session = session;
        this.realm = realm;
        this.provider = provider;
        this.log = log;
    }

    /**
     * Imports a user who has proved his password.
     *
     * @param proved as the login script described him, with the same id as the pending user
     * @param password the password that was proved
     * @param expired whether the legacy system wants a new one
     */
    public ImportOutcome afterLogin(PendingUser pending, LegacyUser proved, String password, boolean expired) {
        LegacyUser whole = combined(pending.legacyUser(), proved);
        MappedProfile mapped = ProfileMapping.of(whole, pending.getUsername(), realm.isRegistrationEmailAsUsername());
        if (mapped instanceof MappedProfile.Usable usable) {
            if (!usable.enabled()) {
                return new ImportOutcome.Disabled();
            }
            PasswordToKeep kept = PasswordToKeep.of(session, realm, pending, password);
            boolean update = expired || !kept.acceptable();
            return importUser(new Arrival(pending, whole, usable, kept, update, MigrationMethod.LOGIN));
        }
        return new ImportOutcome.Refused(((MappedProfile.Unusable) mapped).reason());
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
                pending, pending.legacyUser(), pending.mappedProfile(), kept, false, MigrationMethod.RESET));
    }

    /** A user with everything that is to be written for him. */
    private record Arrival(
            PendingUser pending,
            LegacyUser legacyUser,
            MappedProfile.Usable profile,
            PasswordToKeep password,
            boolean updatePassword,
            MigrationMethod method) {}

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

    private ImportOutcome importUser(Arrival arrival) {
        long start = System.nanoTime();
        try {
            Written written = KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> write(own, arrival),
                    "lazy migration of a user");
            if (written.refusal().isPresent()) {
                return new ImportOutcome.Refused(written.refusal().get());
            }
            if (written.first()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                log.migrated(arrival.profile().username(), arrival.legacyUser(), arrival.method(), millis);
            }
            return imported(written.userId(), written.first());
        } catch (ModelDuplicateException somebodyElseWasFaster) {
            return afterLostRace(arrival);
        } catch (ModelException unwritable) {
            return new ImportOutcome.Refused("Keycloak cannot store him: " + unwritable.getMessage());
        }
    }

    private ImportOutcome afterLostRace(Arrival arrival) {
        Optional<MigrationRecord> winner = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> JpaMigrationLedger.of(own)
                        .find(provider.getId(), arrival.legacyUser().id()));
        return winner.map(migrated -> imported(migrated.userId(), false))
                .orElseGet(() ->
                        new ImportOutcome.Refused("another user with the same user name or e-mail address came first"));
    }

    private ImportOutcome imported(String userId, boolean first) {
        return new NewerUser(session, realm, userId)
                .find()
                .<ImportOutcome>map(user -> new ImportOutcome.Imported(user, first))
                .orElseGet(() -> new ImportOutcome.Refused("he was migrated before, and deleted in Keycloak since"));
    }

    /**
     * What the transaction came to.
     *
     * @param userId the user's id in Keycloak, null when refused
     * @param first whether this transaction wrote him
     * @param refusal why nothing was written
     */
    private record Written(String userId, boolean first, Optional<String> refusal) {}

    private Written write(KeycloakSession own, Arrival arrival) {
        RealmModel ownRealm = own.realms().getRealm(realm.getId());
        MigrationLedger ledger = JpaMigrationLedger.of(own);
        Optional<MigrationRecord> earlier =
                ledger.find(provider.getId(), arrival.legacyUser().id());
        if (earlier.isPresent()) {
            return new Written(earlier.get().userId(), false, Optional.empty());
        }
        String userId = KeycloakModelUtils.generateId();
        // The ledger first, before anything is looked at: here a second import of the same user waits until the
        // first is through, and then fails. Were it to look for collisions before, it could meet the first's user.
        ledger.add(new MigrationRecord(
                ownRealm.getId(),
                provider.getId(),
                arrival.legacyUser().id(),
                userId,
                arrival.method(),
                Instant.now()));
        UserProvider users = UserStoragePrivateUtil.userLocalStorage(own);
        Optional<String> collision = collision(users, ownRealm, arrival.profile());
        if (collision.isPresent()) {
            own.getTransactionManager().setRollbackOnly();
            return new Written(null, false, collision);
        }
        UserModel user = users.addUser(ownRealm, userId, arrival.profile().username(), true, true);
        fill(user, arrival);
        new FederatedTraces(own, ownRealm, arrival.pending().profile()).moveTo(user);
        return new Written(userId, true, Optional.empty());
    }

    private static Optional<String> collision(UserProvider users, RealmModel realm, MappedProfile.Usable profile) {
        // As Keycloak's DuplicateUsernameValidator and DuplicateEmailValidator: where one may log in with either,
        // a user name must not be somebody's e-mail address, nor the other way round.
        boolean either = realm.isLoginWithEmailAllowed();
        if (users.getUserByUsername(realm, profile.username()) != null
                || either && users.getUserByEmail(realm, profile.username()) != null) {
            return Optional.of("another Keycloak user has his user name; rename or delete that user");
        }
        if (profile.email() != null
                && (!realm.isDuplicateEmailsAllowed() && users.getUserByEmail(realm, profile.email()) != null
                        || either && users.getUserByUsername(realm, profile.email()) != null)) {
            return Optional.of("another Keycloak user has his e-mail address; change or delete that user");
        }
        return Optional.empty();
    }

    private static void fill(UserModel user, Arrival arrival) {
        MappedProfile.Usable profile = arrival.profile();
        user.setEnabled(true);
        user.setEmail(profile.email());
        user.setEmailVerified(profile.emailVerified());
        user.setFirstName(profile.firstName());
        user.setLastName(profile.lastName());
        profile.attributes().forEach(user::setAttribute);
        arrival.pending().profile().applyChangesTo(user);
        if (arrival.updatePassword()) {
            user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
        }
        user.credentialManager().createStoredCredential(arrival.password().credential());
    }
}
