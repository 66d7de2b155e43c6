package dev.lazymigration.migration.profile;

/**
 * A group of the realm.
 *
 * @param field where the legacy profile names it
 * @param path from the top, as Keycloak writes it: {@code /staff/london}; a slash within a name is {@code ~/}
 */
public record GroupPath(String field, String path) {

    public GroupPath {
        if (path == null || !path.startsWith("/") || path.length() < 2) {
            throw new IllegalArgumentException("A group's path begins with a slash and names a group");
        }
    }
}
