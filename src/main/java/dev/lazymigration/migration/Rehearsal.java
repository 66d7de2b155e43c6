package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.ImportSettings.WeakPassword;
import dev.lazymigration.migration.belongings.BelongingsCheck;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * The import of a legacy user as it would go now; nothing is written.
 *
 * @param own the session of a transaction that will be rolled back
 * @param realm in that session
 */
public record Rehearsal(KeycloakSession own, RealmModel realm, ComponentModel provider, ImportSettings settings) {

    /**
     * What would come of it.
     *
     * @param fate what would become of him
     * @param user him in Keycloak's terms; empty when his profile cannot be used
     * @param objection why the realm's policy would refuse his password; empty when it would not, or there is none
     * @param updatePassword whether he would have to choose another password
     * @param notApplied what of his profile would not come across; unmodifiable
     */
    public record Result(
            Fate fate,
            Optional<MappedProfile.Usable> user,
            Optional<PolicyError> objection,
            boolean updatePassword,
            List<NotApplied> notApplied) {

        public Result {
            notApplied = List.copyOf(notApplied);
        }
    }

    /**
     * How a user would come.
     *
     * @param query what is known of him
     * @param password that he would have proved; empty when none is tried
     * @param expired whether the legacy system wants a new one
     * @param locked whether the legacy system has locked him
     */
    public record Attempt(LegacyQuery query, Optional<String> password, boolean expired, boolean locked) {

        /** Says nothing about the password. */
        @Override
        public String toString() {
            return "Attempt[expired=" + expired + ", locked=" + locked + "]";
        }
    }

    /**
     * @param user as a script returned him
     * @param attempt how he would come
     */
    public Result of(LegacyUser user, Attempt attempt) {
        String typedName = Stream.of(
                        attempt.query().username(),
                        attempt.query().email(),
                        attempt.query().phone())
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
        MappedProfile mapped = settings.mappingIn(realm).of(user, typedName);
        if (mapped instanceof MappedProfile.Unusable unusable) {
            Refusal reason = new Refusal.UnusableProfile(unusable.reason());
            return new Result(
                    known(user).orElseGet(() -> new Fate.Refused(reason, List.of())),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of());
        }
        MappedProfile.Usable usable = (MappedProfile.Usable) mapped;
        MappedProfile.Usable profile = attempt.locked() ? usable.disabled() : usable;
        PendingUser pending = new PendingUser(own, realm, provider, user, profile, attempt.query());
        Optional<PolicyError> objection = attempt.password()
                .map(password ->
                        own.getProvider(PasswordPolicyManagerProvider.class).validate(realm, pending, password));
        boolean update =
                attempt.expired() || objection.isPresent() && settings.weakPassword() == WeakPassword.UPDATE_PASSWORD;
        return new Result(
                known(user).orElseGet(() -> fate(user, pending, profile)),
                Optional.of(profile),
                objection,
                update,
                Stream.concat(
                                profile.notApplied().stream(),
                                new BelongingsCheck(own, realm, settings.createGroups(), settings.createOrganizations())
                                        .of(profile.belongings()).stream())
                        .toList());
    }

    private Optional<Fate> known(LegacyUser user) {
        return ledger().find(provider.getId(), user.id())
                .map(MigrationRecord::userId)
                .map(userId -> own.users().getUserById(realm, userId) == null
                        ? new Fate.Refused(new Refusal.Deleted(), List.of())
                        : new Fate.Known(userId));
    }

    private Fate fate(LegacyUser user, PendingUser pending, MappedProfile.Usable profile) {
        if (!profile.enabled() && settings.lockedUsers() == LockedUsers.REFUSE) {
            return new Fate.SwitchedOff();
        }
        // The password has no part in where he belongs.
        Arrival arrival = new Arrival(pending, user, profile, new CredentialModel(), false, MigrationMethod.LOGIN);
        return new Placement(own, realm, ledger(), settings.existingUsers())
                .of(arrival)
                .fold(
                        free -> new Fate.NewOne(),
                        existing -> new Fate.Linked(existing.user().getId()),
                        switchedOff -> new Fate.SwitchedOff(),
                        taken -> new Fate.Refused(taken.refusal(), inTheWay(profile)));
    }

    private List<Fate.Holder> inTheWay(MappedProfile.Usable profile) {
        return new Collisions(UserStoragePrivateUtil.userLocalStorage(own), realm)
                .with(profile).map(Collisions.Met::users).orElse(List.of()).stream()
                        .map(user -> new Fate.Holder(user.getId(), user.getUsername()))
                        .toList();
    }

    private MigrationLedger ledger() {
        return JpaMigrationLedger.of(own);
    }
}
