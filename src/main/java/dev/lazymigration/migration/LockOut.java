package dev.lazymigration.migration;

import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/** What Keycloak's brute-force detection says of users of a realm, whether they are pending or its own. */
public record LockOut(KeycloakSession session, RealmModel realm) {

    /** Whether the user may not log in at the moment, or until an administrator has acted. */
    public boolean holds(UserModel user) {
        BruteForceProtector protector = session.getProvider(BruteForceProtector.class);
        return AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, realm, user) != null;
    }
}
