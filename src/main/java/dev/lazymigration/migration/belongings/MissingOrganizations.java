package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.NotApplied;
import dev.lazymigration.migration.profile.OrganizationName;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Creates organizations of which a user is to be a member.
 *
 * @param session of the login
 */
record MissingOrganizations(KeycloakSession session) {

    boolean isMissing(OrganizationName wanted) {
        RealmOrganizations organizations = new RealmOrganizations(session);
        return organizations.areEnabled() && organizations.find(wanted).isEmpty();
    }

    /**
     * Creates the organization unless it is there. That it could not, for example because an administrator was faster, is
     * seen by who looks for the organization in the import.
     *
     * @return what was left out of it
     */
    List<NotApplied> create(OrganizationName wanted) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> new NewOrganization(new RealmOrganizations(own)).create(wanted),
                    "lazy migration of an organization");
        } catch (ModelException refusedByDatabase) {
            return List.of();
        }
    }
}
