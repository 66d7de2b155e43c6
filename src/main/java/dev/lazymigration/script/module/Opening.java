package dev.lazymigration.script.module;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a connection, or gives up after a while: nothing else bounds the look-up of a name. An attempt that is given up
 * goes on by itself until the traffic limit ends it, and is closed should it succeed.
 */
final class Opening {

    /** Certificates and greetings take some kilobytes. */
    private static final long MAX_BYTES = 1 << 20;

    private Opening() {}

    static <C extends Connection> C of(Duration patience, Traffic.Exchange<C, SQLException> open) throws SQLException {
        return of(patience, open, Connection::close);
    }

    /** @param discard closes what was opened too late */
    static <C> C of(Duration patience, Traffic.Exchange<C, SQLException> open, Closing<C> discard) throws SQLException {
        CompletableFuture<C> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> attempt(patience, open, discard, opened), "lazy-migration-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            SQLTimeoutException late =
                    new SQLTimeoutException(new SocketTimeoutException("The connection attempt timed out"));
            return giveUp(opened, late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(opened, new SQLException("Interrupted while connecting", e));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static <C> void attempt(
            Duration patience,
            Traffic.Exchange<C, SQLException> open,
            Closing<C> discard,
            CompletableFuture<C> opened) {
        try {
            C connection = Traffic.within(MAX_BYTES, patience, open);
            if (!opened.complete(connection)) {
                discard.close(connection);
            }
        } catch (SQLException | RuntimeException e) {
            opened.completeExceptionally(e);
        }
    }

    /** It may have been opened in this very moment. */
    private static <C> C giveUp(CompletableFuture<C> opened, SQLException reason) throws SQLException {
        if (opened.completeExceptionally(reason)) {
            throw reason;
        }
        try {
            return opened.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    /** Drivers take apart what they receive without expecting nonsense. */
    private static SQLException failure(Throwable cause) {
        return cause instanceof SQLException failure
                ? failure
                : new SQLException("The server does not speak the protocol of this database", cause);
    }

    interface Closing<C> {
        void close(C opened) throws SQLException;
    }
}
