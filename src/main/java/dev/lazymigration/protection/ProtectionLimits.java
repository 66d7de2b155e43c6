package dev.lazymigration.protection;

import java.time.Duration;

/**
 * How much a legacy system may be asked at a time.
 *
 * @param runs how many look-ups may be under way, and as many logins besides
 * @param lookupPatience the longest time that a look-up waits for its turn
 * @param loginPatience the longest time that a login does
 */
public record ProtectionLimits(int runs, Duration lookupPatience, Duration loginPatience) {

    /** As many as scripts may have connections open to a database by default. */
    public static final int DEFAULT_RUNS = 10;

    /** After so long without a question, how long the last one took tells nothing of the next ones (ADR 22). */
    public static final Duration QUIET = Duration.ofMinutes(1);

    public ProtectionLimits {
        if (runs < 1) {
            throw new IllegalArgumentException("runs: " + runs);
        }
        requireNotNegative(lookupPatience);
        requireNotNegative(loginPatience);
    }

    private static void requireNotNegative(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience: " + patience);
        }
    }
}
