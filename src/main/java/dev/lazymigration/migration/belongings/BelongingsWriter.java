package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Gives an imported user his belongings.
 *
 * @param own the session of the import's transaction
 * @param realm in that session
 * @param createGroups whether a group that is missing is created
 * @param createOrganizations whether an organization that is missing is created
 */
public record BelongingsWriter(
        KeycloakSession own, RealmModel realm, boolean createGroups, boolean createOrganizations) {

    /** @return what could not be applied, never null */
    public List<NotApplied> write(UserModel user, Belongings belongings) {
        return List.of();
    }
}
