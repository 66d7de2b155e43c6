package dev.lazymigration.migration.profile;

import java.util.List;

/**
 * What a user has in Keycloak beside his fields and attributes. Nothing here has been looked up yet: a role may not
 * exist, an organization may not be there.
 *
 * @param roles unmodifiable
 * @param groups unmodifiable
 * @param organizations unmodifiable
 * @param requiredActions aliases, for example {@code CONFIGURE_TOTP}; unmodifiable
 * @param credentials other than the password; unmodifiable
 * @param identities unmodifiable
 */
public record Belongings(
        List<RoleName> roles,
        List<GroupPath> groups,
        List<OrganizationName> organizations,
        List<String> requiredActions,
        List<LegacyCredential> credentials,
        List<ExternalIdentity> identities) {

    public static final Belongings NONE =
            new Belongings(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Belongings {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
        organizations = List.copyOf(organizations);
        requiredActions = List.copyOf(requiredActions);
        credentials = List.copyOf(credentials);
        identities = List.copyOf(identities);
    }

    /** The same without who the user is at an identity provider. */
    public Belongings withoutIdentityAt(String providerAlias) {
        return new Belongings(
                roles,
                groups,
                organizations,
                requiredActions,
                credentials,
                identities.stream()
                        .filter(identity -> !identity.providerAlias().equals(providerAlias))
                        .toList());
    }
}
