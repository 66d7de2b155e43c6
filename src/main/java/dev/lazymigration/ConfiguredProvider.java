package dev.lazymigration;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyListing;
import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.notice.NoticeSettings;
import java.util.Optional;
import org.keycloak.component.ComponentModel;

/**
 * A provider of a realm as it is configured at this moment.
 *
 * @param component as Keycloak stores it
 * @param directory the legacy system behind it
 * @param loginDirectory the same, where names are typed to log in: it may know by heart that nobody has a name
 * @param listing the same, as a list of users; empty when no script can list them, or the configuration cannot be used
 * @param syncPageSize how many users a sync asks for at a time
 * @param importSettings what becomes of its users
 */
record ConfiguredProvider(
        ComponentModel component,
        LegacyDirectory directory,
        LegacyDirectory loginDirectory,
        Optional<LegacyListing> listing,
        int syncPageSize,
        ImportSettings importSettings) {

    /** One behind which there is no legacy system that could be asked. */
    static ConfiguredProvider withStandIn(ComponentModel component, LegacyDirectory standIn) {
        // There is no page that could have a size.
        int syncPageSize = 1;
        return new ConfiguredProvider(
                component,
                standIn,
                standIn,
                Optional.empty(),
                syncPageSize,
                ImportSettings.DEFAULT.withNotices(NoticeSettings.UNKNOWN));
    }
}
