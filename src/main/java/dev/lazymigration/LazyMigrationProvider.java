package dev.lazymigration;

import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.migration.ImportOutcome;
import dev.lazymigration.migration.MappedProfile;
import dev.lazymigration.migration.MigrationLog;
import dev.lazymigration.migration.PendingUser;
import dev.lazymigration.migration.ProfileMapping;
import dev.lazymigration.migration.UserImporter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputUpdater;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * Keycloak's door to the legacy system, for one realm and one Keycloak session. Keycloak asks its own store first, so
 * only what it does not know arrives here.
 *
 * <p>A look-up answers with a {@link PendingUser} and writes nothing. A proved password, or a new one after "forgot
 * password", turns him into a user of Keycloak's own store.
 */
final class LazyMigrationProvider
        implements UserStorageProvider, UserLookupProvider, CredentialInputValidator, CredentialInputUpdater {

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final LegacyDirectory directory;
    private final FlowNotes notes;
    private final RequestEnd requestEnd;

    /** One request asks for the same user up to three times, and has to get the same object each time. */
    private final Map<LegacyQuery, Optional<UserModel>> answers = new HashMap<>();

    private final Map<String, PendingUser> pendingUsers = new HashMap<>();

    LazyMigrationProvider(KeycloakSession session, ComponentModel provider, LegacyDirectory directory) {
        this.session = session;
        this.provider = provider;
        this.directory = directory;
        this.notes = new FlowNotes(session);
        this.requestEnd = new RequestEnd(session);
    }

    // Look-up

    @Override
    public UserModel getUserByUsername(RealmModel realm, String username) {
        if (username.startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX)) {
            return null;
        }
        // Somebody in Keycloak has this for an e-mail address: he was or will be asked for by it, and costs no call.
        if (realm.isLoginWithEmailAllowed() && localUsers().getUserByEmail(realm, username) != null) {
            return null;
        }
        return find(realm, LegacyQuery.byUsername(notes.asTyped(username)), username);
    }

    @Override
    public UserModel getUserByEmail(RealmModel realm, String email) {
        // Somebody in Keycloak has this for a user name: he is asked for next, and costs no call.
        if (realm.isLoginWithEmailAllowed() && localUsers().getUserByUsername(realm, email) != null) {
            return null;
        }
        return find(realm, LegacyQuery.byEmail(notes.asTyped(email)), email);
    }

    @Override
    public UserModel getUserById(RealmModel realm, String id) {
        String legacyId = StorageId.externalId(id);
        if (pendingUsers.containsKey(legacyId)) {
            return pendingUsers.get(legacyId);
        }
        Optional<MigrationRecord> migrated = JpaMigrationLedger.of(session).find(provider.getId(), legacyId);
        if (migrated.isPresent()) {
            return session.users().getUserById(realm, migrated.get().userId());
        }
        UserModel found = find(realm, notes.recall(id, legacyId), null);
        // A name can have gone to somebody else since the flow began.
        return found != null && found.getId().equals(id) ? found : null;
    }

    private UserProvider localUsers() {
        return UserStoragePrivateUtil.userLocalStorage(session);
    }

    private UserModel find(RealmModel realm, LegacyQuery query, String typedName) {
        Optional<UserModel> known = answers.get(query);
        if (known == null) {
            known = ask(realm, query, typedName);
            answers.put(query, known);
        }
        return known.orElse(null);
    }

    private Optional<UserModel> ask(RealmModel realm, LegacyQuery query, String typedName) {
        LookupOutcome outcome = directory.find(query, RequestContexts.of(session.getContext(), realm));
        return outcome.fold(
                found -> known(realm, query, found.user(), typedName),
                notFound -> Optional.empty(),
                unavailable -> {
                    throw requestEnd.unavailable();
                },
                broken -> {
                    throw requestEnd.unavailable();
                });
    }

    private Optional<UserModel> known(RealmModel realm, LegacyQuery query, LegacyUser user, String typedName) {
        Optional<MigrationRecord> migrated = JpaMigrationLedger.of(session).find(provider.getId(), user.id());
        if (migrated.isPresent()) {
            UserModel local = session.users().getUserById(realm, migrated.get().userId());
            if (local == null) {
                log(realm).deletedUserAskedFor(user);
            }
            return Optional.ofNullable(local);
        }
        MappedProfile mapped = ProfileMapping.of(user, typedName, realm.isRegistrationEmailAsUsername());
        if (mapped instanceof MappedProfile.Usable usable) {
            PendingUser pending = pendingUsers.computeIfAbsent(
                    user.id(), id -> new PendingUser(session, realm, provider, user, usable, query));
            notes.remember(pending.getId(), query);
            return Optional.of(pending);
        }
        log(realm).refused(user, ((MappedProfile.Unusable) mapped).reason());
        throw requestEnd.unavailable();
    }

    // Proof

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType);
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        String password = input.getChallengeResponse();
        // An empty password proves nothing, whatever a script makes of it; some directories bind anonymously with one.
        if (!(user instanceof PendingUser pending)
                || !supportsCredentialType(input.getType())
                || password == null
                || password.isEmpty()) {
            return false;
        }
        LoginOutcome outcome =
                directory.login(pending.query(), password, RequestContexts.of(session.getContext(), realm));
        return outcome.fold(
                authenticated -> imported(realm, pending, authenticated.user(), password, false),
                expired -> imported(realm, pending, expired.user(), password, true),
                refused -> false,
                locked -> {
                    throw requestEnd.disabled();
                },
                unavailable -> {
                    throw requestEnd.unavailable();
                },
                broken -> {
                    throw requestEnd.unavailable();
                });
    }

    private boolean imported(
            RealmModel realm, PendingUser pending, LegacyUser proved, String password, boolean expired) {
        if (!proved.id().equals(pending.legacyUser().id())) {
            log(realm)
                    .refused(
                            proved,
                            "the login script let him in under the name of legacy user "
                                    + pending.legacyUser().id() + "; let both scripts find the same user");
            throw requestEnd.unavailable();
        }
        return importer(realm)
                .afterLogin(pending, proved, password, expired)
                .fold(
                        imported -> arrived(pending, imported),
                        disabled -> {
                            throw requestEnd.disabled();
                        },
                        refused -> {
                            log(realm).refused(proved, refused.reason());
                            throw requestEnd.conflict();
                        });
    }

    private static boolean arrived(PendingUser pending, ImportOutcome.Imported imported) {
        pending.become(imported.user());
        return true;
    }

    // New password

    @Override
    public boolean updateCredential(RealmModel realm, UserModel user, CredentialInput input) {
        if (!(user instanceof PendingUser pending) || !supportsCredentialType(input.getType())) {
            return false;
        }
        String password = input.getChallengeResponse();
        PolicyError refused =
                session.getProvider(PasswordPolicyManagerProvider.class).validate(realm, user, password);
        if (refused != null) {
            throw new ModelException(refused.getMessage(), refused.getParameters());
        }
        return importer(realm)
                .afterReset(pending, password)
                .fold(
                        imported -> arrived(pending, imported),
                        disabled -> {
                            throw requestEnd.disabled();
                        },
                        problem -> {
                            log(realm).refused(pending.legacyUser(), problem.reason());
                            throw requestEnd.conflict();
                        });
    }

    @Override
    public void disableCredentialType(RealmModel realm, UserModel user, String credentialType) {
        // A pending user has nothing in Keycloak that could be switched off.
    }

    @Override
    public Stream<String> getDisableableCredentialTypesStream(RealmModel realm, UserModel user) {
        return Stream.empty();
    }

    @Override
    public void close() {
        // The directory outlives the session; the factory closes it.
    }

    private UserImporter importer(RealmModel realm) {
        return new UserImporter(session, realm, provider, log(realm));
    }

    private MigrationLog log(RealmModel realm) {
        return new MigrationLog(realm, provider);
    }
}
