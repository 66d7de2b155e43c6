package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The addresses behind a name that scripts may connect to, found before the deadline or not at all. */
record HostAddresses(ReachableHosts hosts, Deadline deadline) {

    /** Stands for all addresses of this machine. */
    static final InetAddress WILDCARD = wildcard();

    /**
     * A look-up can not be interrupted, and a name server that does not answer takes many seconds. So it is done on a
     * thread of its own, which ends with the look-up.
     */
    List<InetAddress> of(String host) throws IOException, HostException {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> hosts.resolve(host));
        Thread thread = new Thread(lookup, "lazy-migration-resolve");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("Resolving a name threw what it does not throw", e.getCause());
        } catch (TimeoutException e) {
            throw TimeIsUp.during("no answer from the name server for " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while looking up " + host, e);
        }
    }

    /** @throws HostException when scripts may not reach a host of this name, whatever its addresses are */
    void checkName(String host) throws HostException {
        try {
            hosts.checkName(host);
        } catch (UnreachableHostException e) {
            throw HostException.broken(e.getMessage());
        }
    }

    private static InetAddress wildcard() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
