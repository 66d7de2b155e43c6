package dev.lazymigration.migration.belongings;

import dev.lazymigration.migration.profile.Belongings;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Gives an imported user his belongings.
 *
 * <p>Everything is looked up and checked before it is written: a statement that the database refuses would take the
 * whole import with it.
 *
 * @param own the session of the import's transaction
 * @param realm in that session
 * @param createGroups whether a group that is missing was to be created
 * @param createOrganizations whether an organization that is missing was to be created
 */
public record BelongingsWriter(
        KeycloakSession own, RealmModel realm, boolean createGroups, boolean createOrganizations) {

    /** @return what could not be applied, never null */
    public List<NotApplied> write(UserModel user, Belongings belongings) {
        RoleGrants roles = new RoleGrants(own, realm);
        GroupMemberships groups = new GroupMemberships(own, realm, createGroups);
        OrganizationMemberships organizations = new OrganizationMemberships(own, realm, createOrganizations);
        RequiredActions requiredActions = new RequiredActions(own, realm);
        StoredCredentials credentials = new StoredCredentials(realm);
        IdentityLinks identities = new IdentityLinks(own, realm);
        return Stream.of(
                        each(belongings.roles(), role -> roles.grant(user, role)),
                        each(belongings.groups(), group -> groups.join(user, group)),
                        each(belongings.organizations(), organization -> organizations.join(user, organization)),
                        each(belongings.requiredActions(), action -> requiredActions.add(user, action)),
                        each(belongings.credentials(), credential -> credentials.store(user, credential)),
                        each(belongings.identities(), identity -> identities.add(user, identity)))
                .flatMap(List::stream)
                .toList();
    }

    private static <T> List<NotApplied> each(List<T> items, Function<T, Optional<NotApplied>> write) {
        return items.stream().map(write).flatMap(Optional::stream).toList();
    }
}
