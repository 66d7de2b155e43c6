package dev.lazymigration.config;

import org.keycloak.component.ComponentModel;

/** A setting that is a whole number of at most four digits. */
record WholeNumber(String key, int fallback, int minimum, int maximum) {

    /** The number that is configured, or the fallback when there is none. */
    int read(ComponentModel component) throws InvalidConfigException {
        String configured = component.get(key);
        if (configured == null || configured.isBlank()) {
            return fallback;
        }
        if (configured.strip().matches("\\d{1,4}")) {
            int number = Integer.parseInt(configured.strip());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        }
        throw new InvalidConfigException(
                "lazyMigrationNumberInvalid", key, String.valueOf(minimum), String.valueOf(maximum));
    }
}
