package dev.lazymigration.migration.notice;

import java.time.Duration;

/** How long to wait between two attempts: at first for something that passes, in the end for somebody to repair it. */
final class Pauses {

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int GROWTH = 4;

    private Pauses() {}

    /**
     * One second, four, sixteen, a minute, … six hours.
     *
     * @param attempts so far, at least one
     */
    static Duration after(int attempts) {
        Duration pause = Duration.ofSeconds(1);
        for (int i = 1; i < attempts && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
