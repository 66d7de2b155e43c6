package dev.lazymigration.migration.profile;

/**
 * A role of the realm or of a client.
 *
 * @param field where the legacy profile names it
 * @param name a realm role, or {@code client.role} as Keycloak's own hardcoded-role mapper writes a client role; never
 *     blank
 * @param byRule whether a rule of the configuration names it in full. If not, a legacy system has a say in it, which must
 *     not make anybody an administrator
 */
public record RoleName(String field, String name, boolean byRule) {

    public RoleName {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A role needs a name");
        }
    }
}
