package dev.lazymigration.script;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that translate, none of them Keycloak's.
 *
 * <p>Keycloak interrupts the thread of a look-up after three seconds ({@code ServicesUtils#timeBound}), and on a server
 * that has just started translating takes about that long. Interrupted, Closure Compiler crashes with an exception that
 * looks like one of its limits, and everything it had done would be done again for the next user.
 */
final class Translator {

    private static final int THREADS = 2;
    private static final String NAME = "lazy-migration-translator";

    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Translator::thread);

    static {
        POOL.allowCoreThreadTimeOut(true);
    }

    private Translator() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        return thread;
    }

    /** Lets one of the threads do it, now or when there is time. */
    static void begin(Runnable work) {
        POOL.execute(work);
    }

    /**
     * Does it on a thread of its own and waits until it is done. An interrupt is kept for the caller. Not one of the
     * threads of {@link #begin}: they may be waiting for a lock that the caller holds.
     */
    static <T> T undisturbed(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        thread(task).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
