package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that hash functions may take at a time. One computation is within what a run may allocate; those of many
 * logins together could use up the heap before any limit of a run is looked at.
 */
final class HashMemory {

    /** Of all computations in this JVM. */
    static final HashMemory SHARED = new HashMemory(Runtime.getRuntime().maxMemory() / 4);

    private static final int MEBIBYTE = 1 << 20;

    private final int most;
    private final Semaphore free;

    /** @param bytes what all may take together */
    HashMemory(long bytes) {
        this.most = (int) Math.min(Integer.MAX_VALUE, bytes / MEBIBYTE);
        this.free = new Semaphore(most, true);
    }

    /** @throws HostException when so much is never there */
    void check(String function, long bytes) throws HostException {
        if (mebibytes(bytes) > most) {
            throw HostException.broken(
                    function + " is limited to " + most + " MiB of memory on this server, a quarter of its heap");
        }
    }

    /**
     * Does the work as soon as there is enough memory for it; whoever came first has it first.
     *
     * @param function for messages
     * @param bytes how much the work takes
     * @throws HostException what the work throws, or that its turn does not come in time
     */
    <T> T with(String function, long bytes, Deadline deadline, BouncyCastle.Work<T> work) throws HostException {
        check(function, bytes);
        take(function, mebibytes(bytes), deadline);
        try {
            return work.run();
        } finally {
            free.release(mebibytes(bytes));
        }
    }

    private void take(String function, int mebibytes, Deadline deadline) throws HostException {
        try {
            if (!free.tryAcquire(mebibytes, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw HostException.unavailable(
                        "Other logins use the memory that " + function + " needs", "ETIMEDOUT", Map.of(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while waiting for the memory that " + function + " needs", e);
        }
    }

    private static int mebibytes(long bytes) {
        return (int) ((bytes + MEBIBYTE - 1) / MEBIBYTE);
    }
}
