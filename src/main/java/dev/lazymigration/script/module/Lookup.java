package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What asks name servers, and answers before the deadline or not at all. It can not be interrupted, and a name server
 * that does not answer takes many seconds. So it is done on a thread of its own, which ends with it.
 */
final class Lookup {

    private Lookup() {}

    /**
     * @param name what is looked up, for messages
     * @throws ExecutionException with what the look-up threw
     * @throws HostException when the time is up
     */
    static <T> T of(String name, Deadline deadline, Callable<T> work) throws ExecutionException, HostException {
        FutureTask<T> lookup = new FutureTask<>(work);
        Thread thread = new Thread(lookup, "lazy-migration-resolve");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw TimeIsUp.during("no answer from the name server for " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while looking up " + name, e);
        }
    }
}
