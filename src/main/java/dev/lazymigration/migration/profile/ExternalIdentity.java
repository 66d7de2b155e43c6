package dev.lazymigration.migration.profile;

/**
 * Who the user is at an identity provider.
 *
 * @param field where the legacy profile names it
 * @param providerAlias of the identity provider in Keycloak, never blank
 * @param userId his id there, never blank
 * @param userName his name there, or null
 */
public record ExternalIdentity(String field, String providerAlias, String userId, String userName) {

    public ExternalIdentity {
        if (providerAlias == null || providerAlias.isBlank() || userId == null || userId.isBlank()) {
            throw new IllegalArgumentException("An identity needs a provider and an id");
        }
    }
}
