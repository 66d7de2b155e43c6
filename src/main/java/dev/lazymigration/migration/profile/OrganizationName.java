package dev.lazymigration.migration.profile;

import java.util.List;

/**
 * An organization of the realm.
 *
 * @param field where the legacy profile names it
 * @param alias never blank
 * @param name to be shown, never blank
 * @param domains the e-mail domains it gets if it has to be created; unmodifiable, possibly empty
 */
public record OrganizationName(String field, String alias, String name, List<String> domains) {

    public OrganizationName {
        if (alias == null || alias.isBlank() || name == null || name.isBlank()) {
            throw new IllegalArgumentException("An organization needs an alias and a name");
        }
        domains = List.copyOf(domains);
    }
}
