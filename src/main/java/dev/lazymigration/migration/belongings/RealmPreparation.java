package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.GroupPath;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Creates groups and organizations for a user who is about to be imported.
 *
 * <p>Each in a transaction of its own, and before the import: there, one that another login creates at the same moment
 * would be a statement that the database refuses, and the end of the import; and where a transaction sees what was there
 * when it began (MySQL, MariaDB), it would not see the other's.
 *
 * @param session of the login
 * @param realm in that session
 */
public record RealmPreparation(
        KeycloakSession session, RealmModel realm, boolean createGroups, boolean createOrganizations) {

    /** @return what was left out of an organization; that something could not be created is found by {@link BelongingsWriter} */
    public List<NotApplied> prepareFor(Belongings belongings) {
        if (createGroups) {
            MissingGroups groups = new MissingGroups(session, realm);
            for (GroupPath path : belongings.groups()) {
                groups.create(path);
            }
        }
        if (!createOrganizations) {
            return List.of();
        }
        MissingOrganizations organizations = new MissingOrganizations(session, realm);
        return belongings.organizations().stream()
                .map(organizations::create)
                .flatMap(List::stream)
                .toList();
    }
}
