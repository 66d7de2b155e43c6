package dev.lazymigration.migration;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.lazymigration.legacy.LegacyQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * The password of an imported user that only the legacy system knows, since he came by an identity provider and has
 * proved none: where to ask for it, kept as a credential of his. An administrator sees it among the others and can
 * delete it; it ends when he proves his password, and counts for nothing as soon as Keycloak has one of him.
 *
 * <p>Keycloak would ask a provider that the user is linked to ({@code federationLink}) for it, too. But it deletes the
 * users of such a link together with the provider, before the provider is told ({@code RealmAdapter#removeComponent}),
 * also when the JAR is long gone.
 *
 * @param providerId the lazy-migration provider that imported him
 * @param query what the login script is asked by, the legacy id in it
 */
public record LegacyPassword(String providerId, LegacyQuery query) {

    /** The type of the credential. */
    public static final String TYPE = "legacy-password";

    /**
     * The secret data of one whose user was given the required action UPDATE_PASSWORD when the migration was finished; others
     * have none.
     */
    public static final String NEW_ONE_DEMANDED = "{\"updatePassword\":true}";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    /** Empty when he has none, or a password in Keycloak beside it. */
    public static Optional<LegacyPassword> of(UserModel user) {
        return stored(user.credentialManager())
                .filter(mark -> !hasPassword(user.credentialManager()))
                .map(LegacyPassword::read);
    }

    /** Takes it from a user who has a password in Keycloak by now. */
    public static void endIfReplaced(UserModel user) {
        SubjectCredentialManager credentials = user.credentialManager();
        stored(credentials)
                .filter(mark -> hasPassword(credentials))
                .ifPresent(mark -> credentials.removeStoredCredentialById(mark.getId()));
    }

    static LegacyPassword of(ComponentModel provider, LegacyQuery query) {
        return new LegacyPassword(provider.getId(), query);
    }

    CredentialModel credential() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("provider", providerId);
        data.put("id", query.id());
        data.put("email", query.email());
        data.put("username", query.username());
        data.put("phone", query.phone());
        CredentialModel credential = new CredentialModel();
        credential.setType(TYPE);
        try {
            credential.setCredentialData(JsonSerialization.writeValueAsString(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return credential;
    }

    private static LegacyPassword read(CredentialModel credential) {
        try {
            Map<String, String> data = JsonSerialization.readValue(credential.getCredentialData(), TEXTS);
            return new LegacyPassword(
                    data.get("provider"),
                    new LegacyQuery(data.get("id"), data.get("email"), data.get("username"), data.get("phone")));
        } catch (IOException e) {
            throw new UncheckedIOException("Not a credential of type " + TYPE, e);
        }
    }

    /**
     * Puts a password of Keycloak's own in its place. In a transaction of its own: of two logins at the same time, the
     * second waits here for the first, and then finds nothing left to do.
     *
     * @param with what is to be done together with it, or not at all
     */
    static void replace(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            CredentialModel password,
            KeycloakSessionTask with) {
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), own -> {
            RealmModel ownRealm = own.realms().getRealm(realm.getId());
            SubjectCredentialManager credentials =
                    own.users().getUserById(ownRealm, user.getId()).credentialManager();
            stored(credentials)
                    .filter(mark -> credentials.removeStoredCredentialById(mark.getId()))
                    .ifPresent(mark -> {
                        credentials.createStoredCredential(password);
                        with.run(own);
                    });
        });
    }

    /** Whether Keycloak has a password of his. */
    static boolean hasPassword(SubjectCredentialManager credentials) {
        return credentials
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .findAny()
                .isPresent();
    }

    private static Optional<CredentialModel> stored(SubjectCredentialManager credentials) {
        return credentials.getStoredCredentialsByTypeStream(TYPE).findFirst();
    }
}
