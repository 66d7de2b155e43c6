package dev.lazymigration.config;

import dev.lazymigration.migration.notice.NoticeSettings;
import java.time.Duration;
import org.keycloak.component.ComponentModel;

/** The settings of a provider that say how often and for how long its legacy system is told of a migrated user. */
final class NoticeConfig {

    private static final WholeNumber ATTEMPTS =
            new WholeNumber(ConfigKey.ON_MIGRATED_ATTEMPTS, NoticeSettings.DEFAULT_ATTEMPTS, 1, 50);

    private NoticeConfig() {}

    static NoticeSettings read(ComponentModel component, boolean wanted, Duration timeLimit)
            throws InvalidConfigException {
        return new NoticeSettings(wanted, ATTEMPTS.read(component), timeLimit);
    }
}
