package dev.lazymigration.migration;

import dev.lazymigration.migration.ImportSettings.WeakPassword;
import org.keycloak.common.util.Time;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;

/**
 * A proved password on its way into Keycloak's own store, hashed as the realm wants it.
 *
 * @param credential the hash
 * @param acceptable whether the realm's password policy would take it from a user. It is stored all the same, since a
 *     user without a password could never come back
 */
record PasswordToKeep(PasswordCredentialModel credential, boolean acceptable) {

    static PasswordToKeep of(KeycloakSession session, RealmModel realm, UserModel user, String password) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        PasswordHashProvider hashing = hashing(session, policy);
        PasswordCredentialModel credential = hashing.encodedCredential(password, policy.getHashIterations());
        credential.setCreatedDate(Time.currentTimeMillis());
        boolean acceptable =
                session.getProvider(PasswordPolicyManagerProvider.class).validate(realm, user, password) == null;
        return new PasswordToKeep(credential, acceptable);
    }

    /** Whether the realm's policy makes its user choose another one. */
    boolean isToBeChanged(WeakPassword weakPassword) {
        return !acceptable && weakPassword == WeakPassword.UPDATE_PASSWORD;
    }

    /** The same choice as in Keycloak's {@code PasswordCredentialProvider}. */
    private static PasswordHashProvider hashing(KeycloakSession session, PasswordPolicy policy) {
        PasswordHashProvider chosen = policy.getHashAlgorithm() == null
                ? null
                : session.getProvider(PasswordHashProvider.class, policy.getHashAlgorithm());
        return chosen != null ? chosen : session.getProvider(PasswordHashProvider.class);
    }

    /** Says nothing about the password. */
    @Override
    public String toString() {
        return "PasswordToKeep[acceptable=" + acceptable + "]";
    }
}
