package dev.lazymigration.closing.jpa;

import dev.lazymigration.closing.jpa.LinkedUsers.Part;
import dev.lazymigration.migration.LegacyPassword;
import org.keycloak.models.KeycloakSession;

/**
 * The demand for a new password of a provider's linked users: Keycloak's required action UPDATE_PASSWORD, for all of them
 * at once. Whoever had it before is left alone. Whoever gets it here has a mark at his legacy password, so that it can be
 * taken back from him and from nobody else. Does not tell Keycloak's cache.
 */
public record PasswordDemand(KeycloakSession session) {

    /** The ids of all users who have the required action. */
    static final String UPDATE_PASSWORD =
            "select a.user.id from UserRequiredActionEntity a where a.action = 'UPDATE_PASSWORD'";

    /** Of the credential {@code c}. Not "equals": the column is a large object on some databases. */
    static final String MARKED = " and c.secretData like '" + LegacyPassword.NEW_ONE_DEMANDED + "'";

    private static final String MARK =
            "update CredentialEntity c set c.secretData = '" + LegacyPassword.NEW_ONE_DEMANDED + "'";
    private static final String UNMARK = "update CredentialEntity c set c.secretData = null";
    private static final String HAS_NONE = " and c.user.id not in (" + UPDATE_PASSWORD + ")";

    /** Of how many users a new password would be demanded. */
    public long outstanding(String providerId) {
        return new LinkedUsers(session).count(providerId, Part.NOT_DEMANDED);
    }

    /**
     * Makes it. First marks some too many, who have a password of Keycloak's.
     *
     * @return of how many users
     */
    public int make(String providerId) {
        LinkedUsers linked = new LinkedUsers(session);
        linked.changeLegacyPasswords(UNMARK, MARKED, providerId);
        linked.changeLegacyPasswords(MARK, HAS_NONE, providerId);
        int users = linked.change(
                "insert into UserRequiredActionEntity (user, action)"
                        + " select one, 'UPDATE_PASSWORD' from UserEntity one where one.id",
                Part.DEMANDED,
                providerId);
        linked.changeLegacyPasswords(UNMARK, MARKED + HAS_NONE, providerId);
        return users;
    }

    /**
     * Takes it back, as far as it was made here and the users still have no other password.
     *
     * @return from how many users
     */
    public int takeBack(String providerId) {
        LinkedUsers linked = new LinkedUsers(session);
        int users = linked.change(
                "delete from UserRequiredActionEntity a where a.action = 'UPDATE_PASSWORD' and a.user.id",
                Part.DEMANDED,
                providerId);
        linked.changeLegacyPasswords(UNMARK, MARKED, providerId);
        return users;
    }
}
