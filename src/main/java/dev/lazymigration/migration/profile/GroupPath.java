package dev.lazymigration.migration.profile;

/**
 * A group of the realm.
 *
 * @param field where the legacy profile names it
 * @param path from the top, as Keycloak writes it: {@code /staff/london}; a slash within a name is {@code ~/}
 * @param byRule whether a rule of the configuration led to this path. If not, a legacy system decides it alone, which
 *     must not make anybody an administrator
 */
public record GroupPath(String field, String path, boolean byRule) {

    public GroupPath {
        if (path == null || !path.startsWith("/") || path.length() < 2) {
            throw new IllegalArgumentException("A group's path begins with a slash and names a group");
        }
    }
}
