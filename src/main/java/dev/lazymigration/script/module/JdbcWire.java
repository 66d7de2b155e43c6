package dev.lazymigration.script.module;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What the connections of all JDBC drivers have in common. */
abstract class JdbcWire implements Wire {

    /** How long to wait for the server's reply to a cancel request before the connection is given up. */
    static final Duration GRACE = Duration.ofMillis(500);

    /** How long the server may take for each step of making the connection as good as new. */
    static final Duration CLEAN_UP = Duration.ofSeconds(1);

    private final long opened = System.nanoTime();
    private volatile boolean givenUp;

    /** How its driver asks the server to stop what it does. */
    @FunctionalInterface
    interface Cancellation {

        void send() throws SQLException;
    }

    abstract Connection connection();

    @Override
    public final boolean answers() {
        try {
            return connection().isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public final Duration age() {
        return Duration.ofNanos(System.nanoTime() - opened);
    }

    /** Whether it is not to be used again. */
    final boolean isGivenUp() {
        return givenUp;
    }

    final void giveUp() {
        givenUp = true;
    }

    /**
     * Asks the server to stop, on a thread of its own: the request is often a connection of its own, and the thread that
     * watches the deadlines of all runs must not wait for it. The connection is not used again, since the request may
     * arrive late and hit the next query.
     */
    final void cancel(Cancellation cancellation) {
        giveUp();
        Thread thread = new Thread(() -> send(cancellation), "lazy-migration-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    private static void send(Cancellation cancellation) {
        try {
            cancellation.send();
        } catch (SQLException e) {
            // The network time-out ends the wait for the answer.
            return;
        }
    }
}
