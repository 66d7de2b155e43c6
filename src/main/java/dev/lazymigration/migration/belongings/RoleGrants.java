package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.RoleName;
import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Grants the roles that a legacy profile names. */
record RoleGrants(KeycloakSession own, RealmModel realm) {

    /** @return why the role was not granted, empty if the user has it now */
    Optional<NotApplied> grant(UserModel user, RoleName name) {
        Optional<NotApplied> objection = objection(name);
        if (objection.isEmpty()) {
            user.grantRole(find(name));
        }
        return objection;
    }

    /** @return why the role cannot be granted, empty if it can */
    Optional<NotApplied> objection(RoleName name) {
        RoleModel role = find(name);
        if (role == null) {
            return Optional.of(new NotApplied(
                    name.field(),
                    "there is no role %s in the realm; create it, or map it to another".formatted(name.name())));
        }
        if (!name.byRule() && AdminRoles.isAdminRoleOrComposite(role)) {
            return Optional.of(new NotApplied(
                    name.field(),
                    "the role %s makes administrators, which a legacy system may not do by itself; map it by a rule, or grant it in Keycloak"
                            .formatted(name.name())));
        }
        return Optional.empty();
    }

    private RoleModel find(RoleName name) {
        return KeycloakModelUtils.getRoleFromString(own, realm, name.name());
    }
}
