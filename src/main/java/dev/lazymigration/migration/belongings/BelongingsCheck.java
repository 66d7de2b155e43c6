package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Says without writing anything what a user would not get of his roles, groups and organizations. Credentials,
 * identities and required actions show in an import alone, where Keycloak's own providers look at them.
 *
 * @param createGroups whether a group that is missing would be created
 * @param createOrganizations whether an organization that is missing would be created
 */
public record BelongingsCheck(
        KeycloakSession session, RealmModel realm, boolean createGroups, boolean createOrganizations) {

    /** @return never null */
    public List<NotApplied> of(Belongings belongings) {
        RoleGrants roles = new RoleGrants(session, realm);
        GroupMemberships groups = new GroupMemberships(session, realm, createGroups);
        OrganizationMemberships organizations = new OrganizationMemberships(session, realm, createOrganizations);
        MissingGroups missingGroups = new MissingGroups(session, realm);
        MissingOrganizations missingOrganizations = new MissingOrganizations(session);
        return Stream.of(
                        belongings.roles().stream().map(roles::objection),
                        belongings.groups().stream()
                                .filter(path -> !(createGroups && missingGroups.isMissing(path)))
                                .map(groups::objection),
                        belongings.organizations().stream()
                                .filter(name -> !(createOrganizations && missingOrganizations.isMissing(name)))
                                .map(organizations::objection))
                .flatMap(objections -> objections)
                .flatMap(Optional::stream)
                .toList();
    }
}
