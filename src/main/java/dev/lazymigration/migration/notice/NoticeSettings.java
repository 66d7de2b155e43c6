package dev.lazymigration.migration.notice;

import java.time.Duration;
import java.util.Objects;

/**
 * What the administrator has decided about telling the legacy system of migrations.
 *
 * @param wanted whether it is told at all
 * @param attempts how often that is tried for one user
 * @param timeLimit of one attempt
 */
public record NoticeSettings(boolean wanted, int attempts, Duration timeLimit) {

    /** How often it is tried unless the administrator says otherwise: for about half a day. */
    public static final int DEFAULT_ATTEMPTS = 10;

    /** Nothing is told. */
    public static final NoticeSettings NONE = new NoticeSettings(false, DEFAULT_ATTEMPTS, Duration.ofMillis(5000));

    /** While the configuration cannot be read, nobody knows that nothing is wanted. */
    public static final NoticeSettings UNKNOWN = new NoticeSettings(true, DEFAULT_ATTEMPTS, Duration.ofMillis(5000));

    public NoticeSettings {
        Objects.requireNonNull(timeLimit, "timeLimit");
        if (attempts < 1) {
            throw new IllegalArgumentException("At least one attempt");
        }
    }
}
