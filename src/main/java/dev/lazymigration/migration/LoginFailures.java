package dev.lazymigration.migration;

import java.util.stream.IntStream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/** What brute-force detection has counted. Keycloak keeps it beside its users, under their ids. */
record LoginFailures(KeycloakSession session, RealmModel realm) {

    /**
     * Adds what is held against the one user to what is held against the other, and leaves nothing behind. In a
     * transaction of its own: the detection takes note of a success before that of the login is through.
     */
    void move(String fromId, String toId) {
        if (realm.isBruteForceProtected() && session.loginFailures().getUserLoginFailure(realm, fromId) != null) {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> move(own, fromId, toId));
        }
    }

    private void move(KeycloakSession own, String fromId, String toId) {
        RealmModel ownRealm = own.realms().getRealm(realm.getId());
        UserLoginFailureProvider failures = own.loginFailures();
        UserLoginFailureModel recorded = failures.getUserLoginFailure(ownRealm, fromId);
        if (recorded != null) {
            UserLoginFailureModel known = failures.getUserLoginFailure(ownRealm, toId);
            add(recorded, known == null ? failures.addUserLoginFailure(ownRealm, toId) : known);
            failures.removeUserLoginFailure(ownRealm, fromId);
        }
    }

    private static void add(UserLoginFailureModel recorded, UserLoginFailureModel kept) {
        repeat(recorded.getNumFailures(), kept::incrementFailures);
        repeat(recorded.getNumSecondaryAuthFailures(), kept::incrementSecondaryAuthFailures);
        repeat(recorded.getNumTemporaryLockouts(), kept::incrementTemporaryLockouts);
        kept.setFailedLoginNotBefore(Math.max(recorded.getFailedLoginNotBefore(), kept.getFailedLoginNotBefore()));
        if (recorded.getLastFailure() > kept.getLastFailure()) {
            kept.setLastFailure(recorded.getLastFailure());
            kept.setLastIPFailure(recorded.getLastIPFailure());
        }
    }

    private static void repeat(int times, Runnable increment) {
        IntStream.range(0, times).forEach(time -> increment.run());
    }
}
