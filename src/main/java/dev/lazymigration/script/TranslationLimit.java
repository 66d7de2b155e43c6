package dev.lazymigration.script;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How long the translation of one script may take. In time of the processor: on a busy server, or in a JVM that has just
 * started, the same script takes many times as long by the clock. Confined to the thread that translates.
 */
final class TranslationLimit {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long end = THREADS.getCurrentThreadCpuTime() + LIMIT.toNanos();

    /** @throws Reached when it takes too long */
    void check() {
        if (THREADS.getCurrentThreadCpuTime() > end) {
            throw new Reached();
        }
    }

    /** Ends a translation; an {@link Error}, because the translator catches exceptions. */
    static final class Reached extends Error {

        private static final long serialVersionUID = 1L;

        private Reached() {
            super(null, null, false, false);
        }
    }
}
