package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.notice.NoticeSettings;
import org.keycloak.component.ComponentModel;

/**
 * A provider of a realm as it is configured at this moment.
 *
 * @param component as Keycloak stores it
 * @param directory the legacy system behind it
 * @param loginDirectory the same, where names are typed to log in: it may know by heart that nobody has a name
 * @param importSettings what becomes of its users
 */
record ConfiguredProvider(
        ComponentModel component,
        LegacyDirectory directory,
        LegacyDirectory loginDirectory,
        ImportSettings importSettings) {

    /** One behind which there is no legacy system that could be asked. */
    static ConfiguredProvider withStandIn(ComponentModel component, LegacyDirectory standIn) {
        return new ConfiguredProvider(
                component, standIn, standIn, ImportSettings.DEFAULT.withNotices(NoticeSettings.UNKNOWN));
    }
}
