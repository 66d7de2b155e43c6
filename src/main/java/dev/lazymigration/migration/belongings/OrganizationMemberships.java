package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.OrganizationName;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * Makes a user a member of the organizations that a legacy profile names.
 *
 * <p>He becomes an unmanaged member, as one whom an administrator adds: he exists without the organization. A managed
 * member belongs to it alone, as one who came through its identity provider, and Keycloak deletes him with it.
 *
 * @param create whether a missing organization was to be created
 */
record OrganizationMemberships(KeycloakSession own, RealmModel realm, boolean create) {

    /** @return why the user is not a member, empty if he is now */
    Optional<NotApplied> join(UserModel user, OrganizationName name) {
        Optional<NotApplied> objection = objection(name);
        if (objection.isEmpty()) {
            RealmOrganizations organizations = new RealmOrganizations(own);
            keepOutOfCache(user);
            organizations.provider().addMember(organizations.find(name).orElseThrow(), user);
        }
        return objection;
    }

    /** @return why nobody can become a member, empty if he can */
    Optional<NotApplied> objection(OrganizationName name) {
        RealmOrganizations organizations = new RealmOrganizations(own);
        if (!organizations.areEnabled()) {
            return Optional.of(new NotApplied(
                    name.field(),
                    "he is in the organization %s, and the realm has organizations switched off"
                            .formatted(name.alias())));
        }
        return organizations.find(name).isPresent()
                ? Optional.empty()
                : Optional.of(new NotApplied(name.field(), missing(name)));
    }

    /** Keycloak looks for the user by id when he becomes a member, and would cache him as far as he is written by now. */
    private void keepOutOfCache(UserModel user) {
        UserCache cache = UserStorageUtil.userCache(own);
        if (cache != null) {
            cache.evict(realm, user);
        }
    }

    private String missing(OrganizationName name) {
        return create
                ? "there is no organization %s, and it could not be created; an alias has no spaces, no :/?#@!$&()*+,;=[] and no more than 255 characters"
                        .formatted(name.alias())
                : "there is no organization %s in the realm; create it, or let missing organizations be created"
                        .formatted(name.alias());
    }
}
