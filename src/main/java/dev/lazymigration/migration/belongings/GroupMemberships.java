package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.GroupPath;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Puts a user into the groups that a legacy profile names.
 *
 * @param create whether a missing group was to be created
 */
record GroupMemberships(KeycloakSession own, RealmModel realm, boolean create) {

    /** The names on the path. A slash within a name is escaped whatever the server's setting for that is. */
    static String[] names(GroupPath path) {
        return KeycloakModelUtils.splitPath(path.path(), true);
    }

    /** @return why the user is not in the group, empty if he is now */
    Optional<NotApplied> join(UserModel user, GroupPath path) {
        Optional<NotApplied> objection = objection(path);
        if (objection.isEmpty()) {
            user.joinGroup(find(path));
        }
        return objection;
    }

    /** @return why nobody can join the group, empty if he can */
    Optional<NotApplied> objection(GroupPath path) {
        GroupModel group = find(path);
        if (group == null) {
            return Optional.of(new NotApplied(path.field(), missing(path)));
        }
        if (!path.byRule() && AdminRoles.groupHasAdminRoles(group)) {
            return Optional.of(new NotApplied(
                    path.field(),
                    "the group %s makes administrators, which a legacy system may not do by itself; map it by a rule, or add the user in Keycloak"
                            .formatted(path.path())));
        }
        return Optional.empty();
    }

    private GroupModel find(GroupPath path) {
        return KeycloakModelUtils.findGroupByPath(own, realm, names(path));
    }

    private String missing(GroupPath path) {
        return create
                ? "there is no group %s, and it could not be created; a name has 1 to 255 characters"
                        .formatted(path.path())
                : "there is no group %s in the realm; create it, map it to another, or let missing groups be created"
                        .formatted(path.path());
    }
}
