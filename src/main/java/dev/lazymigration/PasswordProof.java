package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.migration.ImportOutcome;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.LegacyPassword;
import dev.lazymigration.migration.LockOut;
import dev.lazymigration.migration.MigrationJournal;
import dev.lazymigration.migration.PendingUser;
import dev.lazymigration.migration.Refusal;
import dev.lazymigration.migration.UserImporter;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.services.messages.Messages;

/**
 * The moment in which a pending user becomes a user of Keycloak: he proves his legacy password, or sets a new one.
 * Belongs to one Keycloak session.
 */
final class PasswordProof {

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final LegacyDirectory directory;
    private final ImportSettings settings;
    private final RequestEnd requestEnd;

    PasswordProof(KeycloakSession session, ConfiguredProvider configured) {
        this.session = session;
        this.provider = configured.component();
        this.directory = configured.directory();
        this.settings = configured.importSettings();
        this.requestEnd = new RequestEnd(session);
    }

    /** Whether this is his legacy password; if so, he is imported with it. */
    boolean byLegacyPassword(RealmModel realm, PendingUser pending, String password) {
        return ask(
                realm,
                pending,
                pending.query(),
                password,
                (proved, expired) -> proved(realm, pending, proved, password, user -> importer(realm)
                        .afterLogin(pending, user, password, expired)),
                locked -> proved(realm, pending, locked, password, user -> importer(realm)
                        .afterLockedLogin(pending, user, password)));
    }

    /**
     * Whether this is the legacy password of a user who was imported without one; if so, it is his password in Keycloak
     * from now on.
     */
    boolean byLegacyPassword(RealmModel realm, UserModel imported, LegacyPassword legacy, String password) {
        return ask(
                realm,
                imported,
                legacy.query(),
                password,
                (proved, expired) -> {
                    requireSame(realm, imported, proved, legacy.query().id());
                    importer(realm).afterLateProof(imported, proved, password, expired);
                    return true;
                },
                locked -> {
                    throw requestEnd.disabled();
                });
    }

    private boolean ask(
            RealmModel realm,
            UserModel known,
            LegacyQuery query,
            String password,
            BiPredicate<LegacyUser, Boolean> whenProved,
            Predicate<LegacyUser> whenLocked) {
        // HTTP basic authentication asks for the proof first and looks for a lock-out afterwards.
        if (new LockOut(session, realm).holds(known)) {
            return false;
        }
        LoginOutcome outcome = directory.login(query, password, RequestContexts.of(session.getContext(), realm));
        return outcome.fold(
                authenticated -> whenProved.test(authenticated.user(), false),
                expired -> whenProved.test(expired.user(), true),
                refused -> {
                    new RefusedNames(session).remember(realm, known.getId(), query);
                    return false;
                },
                locked -> locked.user().map(whenLocked::test).orElseThrow(requestEnd::disabled),
                unavailable -> {
                    journal(realm)
                            .unavailable("login", known.getUsername(), unavailable.reason(), unavailable.console());
                    throw requestEnd.unavailable();
                },
                broken -> {
                    journal(realm).broken("login", known.getUsername(), broken.reason(), broken.console());
                    throw requestEnd.unavailable();
                });
    }

    /**
     * Imports him with a password of his choice. Keycloak's flows get here when he has come by a link in a mail to him,
     * or when an administrator sets his password.
     *
     * @throws ModelException when the realm's password policy refuses it
     */
    void byNewPassword(RealmModel realm, PendingUser pending, String password) {
        PolicyError refused =
                session.getProvider(PasswordPolicyManagerProvider.class).validate(realm, pending, password);
        if (refused != null) {
            throw new ModelException(refused.getMessage(), refused.getParameters());
        }
        importer(realm)
                .afterReset(pending, password)
                .fold(
                        imported -> changed(pending, imported, password),
                        disabled -> {
                            throw new ModelException(Messages.ACCOUNT_DISABLED);
                        },
                        problem -> {
                            journal(realm).refused(pending.legacyUser(), pending.getUsername(), problem.reason());
                            // Keycloak's page for a new password shows the message of this exception and no other.
                            throw new ModelException(RequestEnd.CONFLICT_MESSAGE);
                        });
    }

    private static boolean changed(PendingUser pending, ImportOutcome.Imported imported, String password) {
        pending.become(imported.user());
        return imported.first() || imported.user().credentialManager().updateCredential(password(password));
    }

    private static UserCredentialModel password(String password) {
        return UserCredentialModel.password(password);
    }

    private boolean proved(
            RealmModel realm,
            PendingUser pending,
            LegacyUser proved,
            String password,
            Function<LegacyUser, ImportOutcome> importing) {
        requireSame(realm, pending, proved, pending.legacyUser().id());
        return importing
                .apply(proved)
                .fold(
                        imported -> entered(pending, imported, password),
                        disabled -> {
                            throw requestEnd.disabled();
                        },
                        refused -> {
                            journal(realm).refused(proved, pending.getUsername(), refused.reason());
                            throw requestEnd.conflict();
                        });
    }

    private void requireSame(RealmModel realm, UserModel known, LegacyUser proved, String legacyId) {
        if (!proved.id().equals(legacyId)) {
            journal(realm).refused(proved, known.getUsername(), new Refusal.OtherUser(legacyId));
            throw requestEnd.unavailable();
        }
    }

    /** Whoever was in Keycloak before this login is let in by Keycloak's password alone. */
    private boolean entered(PendingUser pending, ImportOutcome.Imported imported, String password) {
        pending.become(imported.user());
        if (!imported.first() && !imported.user().credentialManager().isValid(password(password))) {
            return false;
        }
        if (!imported.user().isEnabled()) {
            throw requestEnd.disabled();
        }
        return true;
    }

    private UserImporter importer(RealmModel realm) {
        return new UserImporter(session, realm, provider, settings, journal(realm));
    }

    private MigrationJournal journal(RealmModel realm) {
        return new MigrationJournal(session, realm, provider);
    }
}
