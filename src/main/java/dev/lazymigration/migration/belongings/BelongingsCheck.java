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

    /** All of them. */
    public List<NotApplied> of(Belongings belongings) {
        return Stream.of(roles(belongings), groups(belongings), organizations(belongings))
                .flatMap(List::stream)
                .toList();
    }

    /** What of it is a role. */
    public List<NotApplied> roles(Belongings belongings) {
        RoleGrants roles = new RoleGrants(session, realm);
        return belongings.roles().stream()
                .map(roles::objection)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What of it is a group. */
    public List<NotApplied> groups(Belongings belongings) {
        GroupMemberships groups = new GroupMemberships(session, realm, createGroups);
        MissingGroups missing = new MissingGroups(session, realm);
        return belongings.groups().stream()
                .filter(path -> !(createGroups && missing.isMissing(path)))
                .map(groups::objection)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What of it is an organization. */
    public List<NotApplied> organizations(Belongings belongings) {
        OrganizationMemberships organizations = new OrganizationMemberships(session, realm, createOrganizations);
        MissingOrganizations missing = new MissingOrganizations(session);
        return belongings.organizations().stream()
                .filter(name -> !(createOrganizations && missing.isMissing(name)))
                .map(organizations::objection)
                .flatMap(Optional::stream)
                .toList();
    }
}
