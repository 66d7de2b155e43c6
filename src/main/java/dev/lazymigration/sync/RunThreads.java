package dev.lazymigration.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads of this node on which whole lists of users are read. None of them keeps the server from ending. Safe for use by
 * several threads.
 */
public final class RunThreads implements AutoCloseable {

    /** How long the page under way may take when the server stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final ExecutorService threads;
    private volatile boolean leaving;

    /** @param name of each thread */
    public RunThreads(String name) {
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    public <T> CompletableFuture<T> start(Supplier<T> run) {
        return CompletableFuture.supplyAsync(run, threads);
    }

    /** Whether the server is about to end. */
    public boolean areLeaving() {
        return leaving;
    }

    @Override
    public void close() {
        leaving = true;
        threads.shutdown();
        try {
            threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
