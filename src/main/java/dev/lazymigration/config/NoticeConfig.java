package dev.lazymigration.config;

import dev.lazymigration.migration.notice.NoticeSettings;
import java.time.Duration;
import org.keycloak.component.ComponentModel;

/** The settings of a provider that say how often and for how long its legacy system is told of a migrated user. */
final class NoticeConfig {

    private static final int MAXIMUM_ATTEMPTS = 50;

    private NoticeConfig() {}

    static NoticeSettings read(ComponentModel component, boolean wanted, Duration timeLimit)
            throws InvalidConfigException {
        return new NoticeSettings(wanted, attempts(component.get(ConfigKey.ON_MIGRATED_ATTEMPTS)), timeLimit);
    }

    private static int attempts(String configured) throws InvalidConfigException {
        if (configured == null || configured.isBlank()) {
            return NoticeSettings.DEFAULT_ATTEMPTS;
        }
        if (configured.strip().matches("\\d{1,3}")) {
            int attempts = Integer.parseInt(configured.strip());
            if (attempts >= 1 && attempts <= MAXIMUM_ATTEMPTS) {
                return attempts;
            }
        }
        throw new InvalidConfigException(
                "lazyMigrationNumberInvalid", ConfigKey.ON_MIGRATED_ATTEMPTS, "1", String.valueOf(MAXIMUM_ATTEMPTS));
    }
}
