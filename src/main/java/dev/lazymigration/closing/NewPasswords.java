package dev.lazymigration.closing;

import dev.lazymigration.closing.jpa.PasswordDemand;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The new passwords that Keycloak demands of a provider's linked users when its migration is finished, by the required
 * action UPDATE_PASSWORD. Belongs to one Keycloak session.
 */
public record NewPasswords(KeycloakSession session, RealmModel realm, ComponentModel provider) {

    /** Of how many users they would be demanded. */
    public long outstanding() {
        return new PasswordDemand(session).outstanding(provider.getId());
    }

    /**
     * Demands them, except of who has the required action anyway.
     *
     * @return of how many users
     */
    public int demand() {
        return noticed(new PasswordDemand(session).make(provider.getId()));
    }

    /** Takes the demand back from whoever has not met it yet. Nobody loses a required action that he has from elsewhere. */
    public void takeBack() {
        noticed(new PasswordDemand(session).takeBack(provider.getId()));
    }

    /** All nodes read the users of the realm anew, once the transaction is over. */
    private int noticed(int users) {
        if (users > 0) {
            Optional.<UserCache>ofNullable(UserStorageUtil.userCache(session)).ifPresent(cache -> cache.evict(realm));
        }
        return users;
    }
}
