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
 * @param session of the login
 * @param realm in that session
 */
record MissingGroups(KeycloakSession session, RealmModel realm) {

    private static final int MAX_NAME_LENGTH = 255;

    boolean isMissing(GroupPath path) {
        return KeycloakModelUtils.findGroupByPath(session, realm, GroupMemberships.names(path)) == null;
    }

    /**
     * Creates what of the path is missing, from the top. That it could not, for example because an administrator was
     * faster, is seen by who looks for the group in the import.
     */
    void create(GroupPath path) {
        String[] names = GroupMemberships.names(path);
        if (Stream.of(names).anyMatch(name -> name.isBlank() || name.length() > MAX_NAME_LENGTH)) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> create(own, own.realms().getRealm(realm.getId()), names),
                    "lazy migration of a group");
        } catch (ModelException refusedByDatabase) {
            // See above.
        }
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
