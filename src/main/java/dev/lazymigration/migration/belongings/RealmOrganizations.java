package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.OrganizationName;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.organization.utils.Organizations;

/**
 * The organizations of the session's realm.
 *
 * @param session its context holds the realm
 */
record RealmOrganizations(KeycloakSession session) {

    /** Whether the server has the feature and the realm has switched it on. */
    boolean areEnabled() {
        return Organizations.isEnabled(session);
    }

    /** By its alias, which never changes in Keycloak, and else by its name. */
    Optional<OrganizationModel> find(OrganizationName wanted) {
        return provider()
                .getAllStream(Map.of(OrganizationModel.ALIAS, wanted.alias()), 0, 1)
                .findFirst()
                .or(() -> provider()
                        // By name or domain.
                        .getAllStream(wanted.name(), true, null, null)
                        .filter(found -> wanted.name().equals(found.getName()))
                        .findFirst());
    }

    /** Keycloak's own; not null if organizations are {@linkplain #areEnabled() enabled}. */
    OrganizationProvider provider() {
        return Organizations.getProvider(session);
    }
}
