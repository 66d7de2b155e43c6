package dev.lazymigration.log;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets one of the same kind through in each span of time, and counts the others: an outage concerns everybody who comes,
 * and need not be said to each. Safe for use by several threads.
 */
public final class Throttle {

    /**
     * @param began when one was let through
     * @param leftOut how many were not since then
     * @param verdict on the last one
     */
    private record Window(long began, long leftOut, OptionalLong verdict) {

        static Window opened(long now, long leftOutBefore) {
            return new Window(now, 0, OptionalLong.of(leftOutBefore));
        }

        Window oneMore() {
            return new Window(began, leftOut + 1, OptionalLong.empty());
        }
    }

    private final Duration span;
    private final LongSupplier nanoTime;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    /** @param nanoTime a clock that nobody sets, in nanoseconds */
    Throttle(Duration span, LongSupplier nanoTime) {
        this.span = span;
        this.nanoTime = nanoTime;
    }

    /** One of a kind in so much time. */
    public static Throttle oncePer(Duration span) {
        return new Throttle(span, System::nanoTime);
    }

    /**
     * Whether this one goes through.
     *
     * @param kind of a small number
     * @return how many were left out since the last one that did; empty for one that is left out itself
     */
    public OptionalLong next(String kind) {
        long now = nanoTime.getAsLong();
        return windows.compute(kind, (same, open) -> {
                    if (open == null) {
                        return Window.opened(now, 0);
                    }
                    return now - open.began() < span.toNanos() ? open.oneMore() : Window.opened(now, open.leftOut());
                })
                .verdict();
    }
}
