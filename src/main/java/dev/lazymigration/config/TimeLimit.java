package dev.lazymigration.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One of the hard deadlines, with the bounds within which it can work.
 *
 * <p>Keycloak interrupts a look-up in a user storage after 3000 ms ({@code storageProviderTimeout} in its
 * {@code AbstractStorageManager}) and takes the missing answer for "no such user". A look-up has to end well before.
 */
enum TimeLimit {
    LOOKUP(ConfigKey.LOOKUP_TIMEOUT_MS, 2000, 2800),
    LOGIN(ConfigKey.LOGIN_TIMEOUT_MS, 5000, 30000),
    LIST_USERS(ConfigKey.LIST_USERS_TIMEOUT_MS, 30_000, 120_000),
    ON_MIGRATED(ConfigKey.ON_MIGRATED_TIMEOUT_MS, 5000, 30000);

    static final int MINIMUM_MS = 100;

    private final String key;
    private final int defaultMs;
    private final int maximumMs;

    TimeLimit(String key, int defaultMs, int maximumMs) {
        this.key = key;
        this.defaultMs = defaultMs;
        this.maximumMs = maximumMs;
    }

    String key() {
        return key;
    }

    int defaultMs() {
        return defaultMs;
    }

    /** Unless the server's operator sets another one. */
    int maximumMs() {
        return maximumMs;
    }

    /**
     * The limit that a configured text means; empty when it is none within the bounds.
     *
     * @param allowedMs the maximum on this server; the default is no longer than that
     */
    Optional<Duration> parse(String text, long allowedMs) {
        if (text == null || text.isBlank()) {
            return Optional.of(Duration.ofMillis(Math.min(defaultMs, allowedMs)));
        }
        // At most nine digits, more than any maximum: this cannot overflow.
        if (!text.strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int millis = Integer.parseInt(text.strip());
        return millis < MINIMUM_MS || millis > allowedMs ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
