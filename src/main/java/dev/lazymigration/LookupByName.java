package dev.lazymigration;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.PhoneNumber;
import dev.lazymigration.migration.PendingUser;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * Who is called something that nobody in Keycloak's own store is called: a {@link PendingUser}, a user who was migrated
 * under another name, or nobody. Belongs to one Keycloak session and writes nothing.
 */
final class LookupByName {

    /** As Keycloak makes its ids. */
    private static final Pattern KEYCLOAK_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final KeycloakSession session;
    private final LegacyAnswers answers;
    private final LoginDoor loginDoor;
    private final FlowNotes notes;

    LookupByName(KeycloakSession session, LegacyAnswers answers) {
        this.session = session;
        this.answers = answers;
        this.loginDoor = new LoginDoor(session);
        this.notes = new FlowNotes(session);
    }

    Optional<UserModel> byUsername(RealmModel realm, String username) {
        if (username.isBlank() || isKeycloaksOwn(username)) {
            return Optional.empty();
        }
        // Somebody in Keycloak has this for an e-mail address: he was or will be asked for by it, and costs no call.
        if (realm.isLoginWithEmailAllowed() && localUsers().getUserByEmail(realm, username) != null) {
            return Optional.empty();
        }
        Optional<UserModel> found = answers.find(realm, byName(notes.asTyped(username)), username);
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
        Optional<UserModel> found = answers.find(realm, email.contains("@") ? byName(typed) : byAddress, email);
        if (found.filter(user -> user.getEmail() == null).isPresent()) {
            // He may have been found by his user name alone.
            found = answers.find(realm, byAddress, email);
        }
        // An address is what identity providers link accounts by: it has to be his own, whatever a script makes of it.
        return found.filter(user ->
                user.getEmail() == null ? isPending(user) : user.getEmail().equalsIgnoreCase(email));
    }

    private static boolean isPending(UserModel user) {
        return user instanceof PendingUser pending && pending.isPending();
    }

    private UserProvider localUsers() {
        return UserStoragePrivateUtil.userLocalStorage(session);
    }
}
