package dev.lazymigration.script;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all runs that are under way in this JVM have allocated together: each may be well within its own
 * limit, and many of them could still use up the heap.
 */
final class SharedMemory {

    /** Whoever has less than this part of what all may have is never ended for what the others do. */
    private static final int FAIR_PART = 16;

    private static final AtomicLong ALLOCATED = new AtomicLong();

    private SharedMemory() {}

    static Share newShare() {
        return new Share();
    }

    /** What one run has of it. Confined to the thread of the run. */
    static final class Share implements AutoCloseable {

        private long reported;

        private Share() {}

        /** Whether all have more than they may, and this run is one of those to blame. */
        boolean isTooLarge(long allocated, long limitOfAll) {
            long ofAll = ALLOCATED.addAndGet(allocated - reported);
            reported = allocated;
            return ofAll > limitOfAll && allocated > limitOfAll / FAIR_PART;
        }

        @Override
        public void close() {
            ALLOCATED.addAndGet(-reported);
            reported = 0;
        }
    }
}
