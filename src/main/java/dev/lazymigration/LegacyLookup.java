package dev.lazymigration;

import dev.lazymigration.ledger.MigrationRecord;
import dev.lazymigration.ledger.jpa.JpaMigrationLedger;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.PhoneNumber;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.LockOutTarget;
import dev.lazymigration.migration.MigrationJournal;
import dev.lazymigration.migration.PendingUser;
import dev.lazymigration.migration.Refusal;
import dev.lazymigration.migration.profile.MappedProfile;
import dev.lazymigration.migration.profile.ProfileMapping;
import jakarta.ws.rs.WebApplicationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * Who somebody is whom Keycloak's own store does not know: a {@link PendingUser}, a user who was migrated under another
 * name, or nobody. Belongs to one Keycloak session and writes nothing, unless somebody was {@linkplain BrokerProof proved}
 * to be who he is by other means than a password.
 */
final class LegacyLookup {

    /** As Keycloak makes its ids. */
    private static final Pattern KEYCLOAK_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final KeycloakSession session;
    private final ComponentModel provider;
    private final ConfiguredProvider configured;
    private final LoginDoor loginDoor;
    private final ImportSettings settings;
    private final FlowNotes notes;
    private final RequestEnd requestEnd;
    private final BrokerProof brokerProof;

    /** One request asks for the same user up to three times, and has to get the same object each time. */
    private final Map<LegacyQuery, Optional<UserModel>> answers = new HashMap<>();

    private final Map<String, PendingUser> pendingUsers = new HashMap<>();

    LegacyLookup(KeycloakSession session, ConfiguredProvider configured) {
        this.session = session;
        this.provider = configured.component();
        this.configured = configured;
        this.loginDoor = new LoginDoor(session);
        this.settings = configured.importSettings();
        this.notes = new FlowNotes(session);
        this.requestEnd = new RequestEnd(session);
        this.brokerProof = new BrokerProof(session, configured);
    }

    Optional<UserModel> byUsername(RealmModel realm, String username) {
        if (username.isBlank() || isKeycloaksOwn(username)) {
            return Optional.empty();
        }
        // Somebody in Keycloak has this for an e-mail address: he was or will be asked for by it, and costs no call.
        if (realm.isLoginWithEmailAllowed() && localUsers().getUserByEmail(realm, username) != null) {
            return Optional.empty();
        }
        Optional<UserModel> found = find(realm, byName(notes.asTyped(username)), username);
        return username.contains("@") && !isAddressAsGood(realm)
                ? found.filter(user -> user.getUsername().equalsIgnoreCase(username)
                        || realm.isLoginWithEmailAllowed() && !isPending(user))
                : found;
    }

    /**
     * Whether somebody may be called by his address. An identity provider that vouches for a user name says nothing of who
     * has it for an address, and the realm may link by it without asking anybody.
     */
    private boolean isAddressAsGood(RealmModel realm) {
        return realm.isLoginWithEmailAllowed() && (realm.isRegistrationEmailAsUsername() || loginDoor.isWhereWeAre());
    }

    /**
     * What looks like an address may be either, and is asked for as both: Keycloak asks for it by the one and then by the
     * other, which shall not cost two calls. Besides, whoever has an address for his user name may be known to the
     * legacy system by his address alone.
     */
    private static LegacyQuery byName(String typed) {
        return new LegacyQuery(
                null,
                typed.contains("@") ? typed : null,
                typed,
                PhoneNumber.in(typed).orElse(null));
    }

    /**
     * A service account, or the id of a user who is gone: Keycloak's fine-grained permissions ask for such an id as if
     * it were a name ({@code AdminPermissionsSchema}), outside of any login.
     */
    private boolean isKeycloaksOwn(String username) {
        return username.startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX)
                || session.getContext().getAuthenticationSession() == null
                        && KEYCLOAK_ID.matcher(username).matches();
    }

    Optional<UserModel> byEmail(RealmModel realm, String email) {
        if (email.isBlank()) {
            return Optional.empty();
        }
        // Somebody in Keycloak has this for a user name: he is asked for next, and costs no call.
        if (realm.isLoginWithEmailAllowed() && localUsers().getUserByUsername(realm, email) != null) {
            return Optional.empty();
        }
        String typed = notes.asTyped(email);
        LegacyQuery byAddress = LegacyQuery.byEmail(typed);
        Optional<UserModel> found = find(realm, email.contains("@") ? byName(typed) : byAddress, email);
        if (found.filter(user -> user.getEmail() == null).isPresent()) {
            // He may have been found by his user name alone.
            found = find(realm, byAddress, email);
        }
        // An address is what identity providers link accounts by: it has to be his own, whatever a script makes of it.
        return found.filter(user ->
                user.getEmail() == null ? isPending(user) : user.getEmail().equalsIgnoreCase(email));
    }

    private static boolean isPending(UserModel user) {
        return user instanceof PendingUser pending && pending.isPending();
    }

    /** @param id as Keycloak's notes hold it: {@code f:<provider>:<legacy id>} */
    Optional<UserModel> byId(RealmModel realm, String id) {
        String legacyId = StorageId.externalId(id);
        if (pendingUsers.containsKey(legacyId)) {
            return Optional.of(pendingUsers.get(legacyId));
        }
        Optional<MigrationRecord> migrated = migrated(legacyId);
        if (migrated.isPresent()) {
            return Optional.ofNullable(
                    session.users().getUserById(realm, migrated.get().userId()));
        }
        return new BruteForceJob(session).isRunning() ? toLockOut(realm, id, legacyId) : asked(realm, id, legacyId);
    }

    /** Somebody in any case, since a failure that is not counted is one more guess. */
    private Optional<UserModel> toLockOut(RealmModel realm, String id, String legacyId) {
        Optional<UserModel> known;
        try {
            known = asked(realm, id, legacyId);
        } catch (WebApplicationException legacySystemDoesNotSay) {
            known = Optional.empty();
        }
        return known.or(() -> Optional.of(
                new LockOutTarget(session, realm, provider, new QuestionById(session, realm).of(id, legacyId))));
    }

    private Optional<UserModel> asked(RealmModel realm, String id, String legacyId) {
        LegacyQuery query = new QuestionById(session, realm).of(id, legacyId);
        String typedName = query.username() != null ? query.username() : query.email();
        return find(realm, query, typedName)
                .filter(user -> user.getId().equals(id))
                .map(user -> user instanceof PendingUser pending ? brokerProof.known(realm, pending) : user);
    }

    private Optional<UserModel> find(RealmModel realm, LegacyQuery query, String typedName) {
        Optional<UserModel> known = answers.get(query);
        if (known == null) {
            known = ask(realm, query, typedName);
            answers.put(query, known);
        }
        return known;
    }

    private Optional<UserModel> ask(RealmModel realm, LegacyQuery query, String typedName) {
        LegacyDirectory directory = loginDoor.isWhereWeAre() ? configured.loginDirectory() : configured.directory();
        LookupOutcome outcome = directory.find(query, RequestContexts.of(session.getContext(), realm));
        return outcome.fold(
                found -> known(realm, query, found.user(), typedName),
                notFound -> Optional.empty(),
                unavailable -> {
                    journal(realm).unavailable("getUser", typedName, unavailable.reason(), unavailable.console());
                    throw requestEnd.unavailable();
                },
                broken -> {
                    journal(realm).broken("getUser", typedName, broken.reason(), broken.console());
                    throw requestEnd.unavailable();
                });
    }

    private Optional<UserModel> known(RealmModel realm, LegacyQuery query, LegacyUser user, String typedName) {
        Optional<MigrationRecord> migrated = migrated(user.id());
        MappedProfile mapped =
                new ProfileMapping(settings.mapping(), realm.isRegistrationEmailAsUsername()).of(user, typedName);
        if (migrated.isPresent()) {
            UserModel local = session.users().getUserById(realm, migrated.get().userId());
            if (local == null) {
                journal(realm).deletedUserAskedFor(user);
            }
            return Optional.ofNullable(local).filter(found -> isStillCalled(found, mapped, typedName));
        }
        if (mapped instanceof MappedProfile.Usable usable) {
            PendingUser pending = pendingUsers.computeIfAbsent(
                    user.id(), id -> new PendingUser(session, realm, provider, user, usable, query));
            notes.remember(pending.getId(), query);
            notes.rememberEmail(pending.getId(), usable.email());
            return Optional.of(pending);
        }
        journal(realm)
                .refused(user, typedName, new Refusal.UnusableProfile(((MappedProfile.Unusable) mapped).reason()));
        throw requestEnd.unavailable();
    }

    /**
     * Whether the legacy system still knows a migrated user by a name that he has in Keycloak; then another name of his
     * there, a phone number for example, is as good. If not, he was renamed in Keycloak, which alone decides who he is. An
     * address that he has there and not in Keycloak leads to nobody.
     */
    private static boolean isStillCalled(UserModel local, MappedProfile mapped, String typedName) {
        if (!(mapped instanceof MappedProfile.Usable usable)) {
            return false;
        }
        String address = usable.email();
        boolean sameAddress = address != null && address.equalsIgnoreCase(local.getEmail());
        boolean sameUsername = usable.username().equalsIgnoreCase(local.getUsername());
        return sameAddress || sameUsername && !typedName.equalsIgnoreCase(address);
    }

    private MigrationJournal journal(RealmModel realm) {
        return new MigrationJournal(session, realm, provider);
    }

    private Optional<MigrationRecord> migrated(String legacyId) {
        return JpaMigrationLedger.of(session).find(provider.getId(), legacyId);
    }

    private UserProvider localUsers() {
        return UserStoragePrivateUtil.userLocalStorage(session);
    }
}
