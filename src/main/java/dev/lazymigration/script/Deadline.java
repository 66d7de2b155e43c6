package dev.lazymigration.script;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The moment at which a script run is over. Safe for use by several threads. */
public final class Deadline {

    private final long endNanos;
    private final ScheduledExecutorService watchdog;

    private Deadline(long endNanos, ScheduledExecutorService watchdog) {
        this.endNanos = endNanos;
        this.watchdog = watchdog;
    }

    /**
     * @param limit how long from now
     * @param watchdog runs the actions of {@link #guard}; the caller shuts it down
     */
    public static Deadline in(Duration limit, ScheduledExecutorService watchdog) {
        return new Deadline(System.nanoTime() + limit.toNanos(), watchdog);
    }

    /**
     * For work that looks at the clock itself: {@link #guard} needs a watchdog.
     *
     * @param limit how long from now
     */
    public static Deadline unwatched(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), null);
    }

    public boolean passed() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** The time that is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /**
     * Watches over a blocking call: when the deadline passes before the guard is closed, the action is run once, on
     * another thread. After {@link Guard#close()} has returned it is neither running nor will it run.
     *
     * @param onExpiry makes the blocking call return, for example by cancelling a statement
     */
    public Guard guard(Runnable onExpiry) {
        return new Guard(onExpiry);
    }

    /**
     * Like {@link #guard(Runnable)}, and also runs the action as soon as a limit of another kind is seen to be passed.
     *
     * @param passedToo asked again and again, on another thread
     */
    public Guard guard(BooleanSupplier passedToo, Runnable onExpiry) {
        return new Guard(passedToo, onExpiry);
    }

    /** One watched call. */
    public final class Guard implements AutoCloseable {

        private static final long GLANCE_MILLIS = 20;

        private final ScheduledFuture<?> alarm;
        private boolean closed;
        private boolean expired;

        private Guard(Runnable onExpiry) {
            alarm = watchdog.schedule(() -> expire(onExpiry), remaining().toNanos(), TimeUnit.NANOSECONDS);
        }

        private Guard(BooleanSupplier passedToo, Runnable onExpiry) {
            alarm = watchdog.scheduleWithFixedDelay(
                    () -> {
                        if (passed() || passedToo.getAsBoolean()) {
                            expire(onExpiry);
                        }
                    },
                    0,
                    GLANCE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private synchronized void expire(Runnable onExpiry) {
            if (!closed && !expired) {
                expired = true;
                onExpiry.run();
            }
        }

        /** Whether the action was run. */
        public synchronized boolean expired() {
            return expired;
        }

        @Override
        public synchronized void close() {
            closed = true;
            alarm.cancel(false);
        }
    }
}
