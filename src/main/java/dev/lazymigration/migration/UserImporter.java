package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.ProfileMapping;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Puts a legacy user into Keycloak's own store, by whatever he has proved who he is: decides what he comes with, and
 * whether. Belongs to one Keycloak session.
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
        MappedProfile mapped = settings.mappingIn(realm).of(whole, pending.getUsername());
        if (mapped instanceof MappedProfile.Usable usable) {
            if (!usable.enabled() && settings.lockedUsers() == LockedUsers.REFUSE) {
                return new ImportOutcome.Disabled();
            }
            MappedProfile.Usable profile = locked ? usable.disabled() : usable;
            PasswordToKeep kept = PasswordToKeep.of(session, realm, pending, password);
            boolean update = expired || kept.isToBeChanged(settings.weakPassword());
            return importUser(new Arrival(pending, whole, profile, kept.credential(), update, MigrationMethod.LOGIN));
        }
        return new ImportOutcome.Refused(new Refusal.UnusableProfile(((MappedProfile.Unusable) mapped).reason()));
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
     * @param proved as the login script described him
     * @param password the password that was proved
     * @param expired whether the legacy system wants a new one
     */
    public void afterLateProof(UserModel imported, LegacyUser proved, String password, boolean expired) {
        PasswordToKeep kept = PasswordToKeep.of(session, realm, imported, password);
        LegacyPassword.replace(session, realm, imported, kept.credential(), own -> JpaMigrationLedger.of(own)
                .proved(provider.getId(), proved.id(), Instant.now()));
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

    private ImportOutcome importUser(Arrival arrival) {
        return new ImportTransaction(session, realm, provider, settings, journal).run(arrival);
    }
}
