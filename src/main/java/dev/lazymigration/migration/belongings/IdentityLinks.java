package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.ExternalIdentity;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.Optional;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageUtil;

/**
 * Links a user with his identities at identity providers.
 *
 * <p>No constraint of the database keeps two users from having one identity, and Keycloak fails in a brokered login where
 * it finds two. So an import claims the identity in the whole cluster before it looks whether it is free, and the claim
 * outlives any transaction that may not see this one's link yet.
 */
record IdentityLinks(KeycloakSession own, RealmModel realm) {

    private static final int MAX_LENGTH = 255;
    /** As long as a transaction can take, by default. */
    private static final int CLAIM_SECONDS = 300;

    /** @return why he is not linked, empty if he is now */
    Optional<NotApplied> add(UserModel user, ExternalIdentity identity) {
        if (own.identityProviders().getByAlias(identity.providerAlias()) == null) {
            return refused(identity, "there is no identity provider %s in the realm");
        }
        FederatedIdentityModel link =
                new FederatedIdentityModel(identity.providerAlias(), identity.userId(), identity.userName());
        FederatedIdentityModel present = own.users().getFederatedIdentity(realm, user, identity.providerAlias());
        if (present != null) {
            return present.getUserId().equals(identity.userId())
                    ? Optional.empty()
                    : refused(identity, "he has an identity of %s already, and Keycloak keeps one of each provider");
        }
        if (isLongerThanColumn(identity)) {
            return refused(identity, "his id or name at %s is longer than 255 characters");
        }
        if (!claim(link) || isTaken(link)) {
            return refused(identity, "this identity of %s belongs to another user");
        }
        own.users().addFederatedIdentity(realm, user, link);
        return Optional.empty();
    }

    private static Optional<NotApplied> refused(ExternalIdentity identity, String reason) {
        return Optional.of(new NotApplied(identity.field(), reason.formatted(identity.providerAlias())));
    }

    private static boolean isLongerThanColumn(ExternalIdentity identity) {
        return identity.userId().length() > MAX_LENGTH
                || identity.userName() != null && identity.userName().length() > MAX_LENGTH;
    }

    private boolean claim(FederatedIdentityModel link) {
        SingleUseObjectProvider claims = own.singleUseObjects();
        String key = String.join(
                "|", "lazy-migration-identity", realm.getId(), link.getIdentityProvider(), link.getUserId());
        boolean mine = claims.putIfAbsent(key, CLAIM_SECONDS);
        if (mine) {
            own.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    // The claim ends by itself.
                }

                @Override
                protected void rollbackImpl() {
                    claims.remove(key);
                }
            });
        }
        return mine;
    }

    /** Asks the stores themselves: {@code session.users()} would ask the legacy system for a user who is pending. */
    private boolean isTaken(FederatedIdentityModel link) {
        try {
            return UserStoragePrivateUtil.userLocalStorage(own).getUserByFederatedIdentity(realm, link) != null
                    || UserStorageUtil.userFederatedStorage(own).getUserByFederatedIdentity(link, realm) != null;
        } catch (IllegalStateException takenTwice) {
            return true;
        }
    }
}
