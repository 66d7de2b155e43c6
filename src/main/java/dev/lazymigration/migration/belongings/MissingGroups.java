package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.GroupPath;
import java.util.Arrays;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Creates groups that a user is to be in.
 *
 * <p>Two users who bring the same group at the same moment both try; the database lets one of them (its constraint
 * {@code SIBLING_NAMES}), and the other finds the group when he looks again.
 *
 * @param session of the login
 * @param realm in that session
 */
record MissingGroups(KeycloakSession session, RealmModel realm) {

    private static final int MAX_ATTEMPTS = 3;
    private static final int MAX_NAME_LENGTH = 255;

    /** Creates what of the path is missing, from the top. That it could not is seen by the group's absence. */
    void create(GroupPath path) {
        String[] names = GroupMemberships.names(path);
        if (Stream.of(names).anyMatch(name -> name.isBlank() || name.length() > MAX_NAME_LENGTH)) {
            return;
        }
        int attempts = 0;
        while (!exists(names) && !isCreated(names) && ++attempts < MAX_ATTEMPTS) {
            // The next look finds what somebody else has created meanwhile.
        }
    }

    private boolean isCreated(String[] names) {
        try {
            KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> create(own, own.realms().getRealm(realm.getId()), names),
                    "lazy migration of a group");
            return true;
        } catch (ModelException somebodyElseWasFaster) {
            return false;
        }
    }

    private boolean exists(String[] names) {
        return KeycloakModelUtils.findGroupByPath(session, realm, names) != null;
    }

    private static GroupModel create(KeycloakSession own, RealmModel realm, String[] names) {
        GroupModel parent = null;
        for (int depth = 1; depth <= names.length; depth++) {
            GroupModel found = KeycloakModelUtils.findGroupByPath(own, realm, Arrays.copyOf(names, depth));
            parent = found == null ? realm.createGroup(names[depth - 1], parent) : found;
        }
        return parent;
    }
}
