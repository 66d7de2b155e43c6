package dev.lazymigration.script.module;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How much one exchange with a database may still send us, and for how long. Drivers bound the time of a single read at
 * best, and gather whatever the other side sends before anybody can look at it; the other side may be anybody's.
 *
 * <p>Drivers read on the thread that called them, so the thread tells the sockets whose exchange it is.
 */
final class Traffic {

    private static final ThreadLocal<Traffic> CURRENT = new ThreadLocal<>();

    private final long endNanos;
    private long bytes;

    private Traffic(long bytes, Duration time) {
        this.bytes = bytes;
        this.endNanos = System.nanoTime() + time.toNanos();
    }

    /** Does an exchange in which {@link CheckedSocketFactory}'s sockets read no more than this on this thread. */
    static <T, E extends Exception> T within(long bytes, Duration time, Exchange<T, E> exchange) throws E {
        Traffic outer = CURRENT.get();
        CURRENT.set(new Traffic(bytes, time));
        try {
            return exchange.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Called by a socket that is about to read. */
    static void check() throws IOException {
        Traffic traffic = CURRENT.get();
        if (traffic != null && traffic.bytes < 0) {
            throw new TooMuchException();
        }
        if (traffic != null && System.nanoTime() - traffic.endNanos >= 0) {
            throw new SocketTimeoutException("The time of this exchange is up");
        }
    }

    /** Called by a socket that has read; never fails, since what was read has to be delivered. */
    static void count(int read) {
        Traffic traffic = CURRENT.get();
        if (traffic != null && read > 0) {
            traffic.bytes -= read;
        }
    }

    interface Exchange<T, E extends Exception> {
        T run() throws E;
    }

    /** The other side sent more than the exchange may hold. */
    static final class TooMuchException extends IOException {

        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("The result is too big");
        }

        static boolean in(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooMuchException) {
                    return true;
                }
            }
            return false;
        }
    }
}
