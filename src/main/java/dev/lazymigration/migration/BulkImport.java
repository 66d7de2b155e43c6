package dev.lazymigration.migration;

import dev.lazymigration.ledger.Failure;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationFailures;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.belongings.RealmPreparation;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Puts many legacy users into Keycloak's own store, none of whom has proved anything: with the hash of their password if
 * the legacy system gives it, and otherwise with the {@linkplain LegacyPassword mark} that they have yet to prove one.
 * Users who are across are left alone, and nobody is made one with a user whom Keycloak had already.
 *
 * @param own the session in whose transaction everything is written
 * @param realm in that session
 * @param provider of the users
 * @param settings of the provider
 */
public record BulkImport(KeycloakSession own, RealmModel realm, ComponentModel provider, ImportSettings settings) {

    /**
     * Creates the groups and organizations that the users need and the realm does not have, each in a transaction of its
     * own; to be called in a session that ends before they are {@linkplain #write written}.
     *
     * @return what was left out of new organizations, by the legacy id of the user for whom they were created
     */
    public Map<String, List<NotApplied>> prepareFor(List<LegacyUser> users) {
        if (!settings.createGroups() && !settings.createOrganizations()) {
            return Map.of();
        }
        RealmPreparation preparation =
                new RealmPreparation(own, realm, settings.createGroups(), settings.createOrganizations());
        Map<String, MigrationRecord> known = known(users);
        Map<String, List<NotApplied>> leftOut = new HashMap<>();
        for (LegacyUser user : users) {
            if (!known.containsKey(user.id()) && mapped(user) instanceof MappedProfile.Usable usable) {
                leftOut.put(user.id(), preparation.prepareFor(usable.belongings()));
            }
        }
        return leftOut;
    }

    /**
     * Writes those who are new, and what is to be said of the others.
     *
     * @param since when the sync began to which they belong
     * @param leftOut as the {@linkplain #prepareFor preparation} has said
     * @return what became of each, in the same order
     * @throws org.keycloak.models.ModelException when the database does not take one of them, because somebody else came
     *     first for example; the transaction is lost then
     */
    public List<BulkOutcome> write(List<LegacyUser> users, Instant since, Map<String, List<NotApplied>> leftOut) {
        Map<String, MigrationRecord> known = known(users);
        Map<String, BulkCandidate> candidates = new LinkedHashMap<>();
        List<BulkOutcome> outcomes = new ArrayList<>();
        for (LegacyUser user : users) {
            outcomes.add(
                    known.containsKey(user.id())
                            ? known(known.get(user.id()), since)
                            : candidates.containsKey(user.id())
                                    ? new BulkOutcome.Known(false)
                                    : considered(user, candidates, leftOut));
        }
        Map<String, BulkOutcome> written = new BulkWriter(own, realm, provider, settings).write(candidates.values());
        return outcomes.stream()
                .map(outcome -> outcome instanceof BulkOutcome.Came came
                        ? written.get(came.user().id())
                        : outcome)
                .map(this::writtenDown)
                .toList();
    }

    /** Keycloak counts failures of a user by his id; to be called once the users are committed. */
    public void afterCommit(List<BulkOutcome> outcomes) {
        LoginFailures failures = new LoginFailures(own, realm);
        for (BulkOutcome outcome : outcomes) {
            if (outcome instanceof BulkOutcome.Came came) {
                failures.move(came.pendingId(), came.userId());
                own.getKeycloakSessionFactory().publish(new UserMigrated(realm, provider, MigrationMethod.SYNC));
            }
        }
    }

    private Map<String, MigrationRecord> known(List<LegacyUser> users) {
        return ledger().find(
                        provider.getId(), users.stream().map(LegacyUser::id).toList());
    }

    private MappedProfile mapped(LegacyUser user) {
        return settings.mappingIn(realm).of(user, null);
    }

    private static BulkOutcome known(MigrationRecord line, Instant since) {
        return new BulkOutcome.Known(
                line.method() == MigrationMethod.SYNC && !line.migratedAt().isBefore(since));
    }

    private BulkOutcome considered(
            LegacyUser user, Map<String, BulkCandidate> candidates, Map<String, List<NotApplied>> leftOut) {
        MappedProfile mapped = mapped(user);
        if (mapped instanceof MappedProfile.Unusable unusable) {
            return new BulkOutcome.Refused(user, null, new Refusal.UnusableProfile(unusable.reason()));
        }
        MappedProfile.Usable usable = (MappedProfile.Usable) mapped;
        MappedProfile.Usable profile = user.isBlocked() ? usable.disabled() : usable;
        if (!profile.enabled() && settings.lockedUsers() == LockedUsers.REFUSE) {
            return new BulkOutcome.SwitchedOff();
        }
        BulkCandidate candidate = candidate(user, profile, leftOut.getOrDefault(user.id(), List.of()));
        candidates.put(user.id(), candidate);
        return candidate.came();
    }

    private BulkCandidate candidate(LegacyUser user, MappedProfile.Usable profile, List<NotApplied> leftOut) {
        LegacyQuery names = ProfileMapping.queryFor(user);
        LegacyQuery query = names.hasName()
                ? names
                : LegacyQuery.byUsername(profile.username()).withId(user.id());
        CarriedPassword password = CarriedPassword.of(user);
        CredentialModel credential = password.credential()
                .orElseGet(() -> LegacyPassword.of(provider, query).credential());
        Arrival arrival = new Arrival(
                new PendingUser(own, realm, provider, user, profile, query),
                user,
                profile,
                credential,
                user.mustChangePassword(),
                MigrationMethod.SYNC);
        return new BulkCandidate(
                arrival.without(password.notApplied()).without(leftOut),
                password.credential().isPresent(),
                KeycloakModelUtils.generateId());
    }

    private BulkOutcome writtenDown(BulkOutcome outcome) {
        if (outcome instanceof BulkOutcome.Refused refused) {
            JpaMigrationFailures.of(own)
                    .add(new Failure(
                            realm.getId(),
                            provider.getId(),
                            FailureKind.REFUSED,
                            refused.reason().code(),
                            refused.user().id(),
                            refused.username(),
                            refused.reason().explanation(),
                            Instant.now()));
        }
        return outcome;
    }

    /**
     * Writes down that the database does not take a user.
     *
     * @return what became of him
     */
    public BulkOutcome refuse(LegacyUser user, ModelException problem) {
        String username = mapped(user) instanceof MappedProfile.Usable usable ? usable.username() : null;
        Refusal reason = problem instanceof ModelDuplicateException
                ? Refusal.Collision.CAME_FIRST
                : new Refusal.Unwritable(problem.getMessage());
        return writtenDown(new BulkOutcome.Refused(user, username, reason));
    }

    private MigrationLedger ledger() {
        return JpaMigrationLedger.of(own);
    }
}
