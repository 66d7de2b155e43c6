package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The addresses behind a name that scripts may connect to, found before the deadline or not at all. */
record HostAddresses(ReachableHosts hosts, Deadline deadline) {

    /** Stands for all addresses of this machine. */
    static final InetAddress WILDCARD = wildcard();

    /** At least one. */
    List<InetAddress> of(String host) throws IOException, HostException {
        try {
            return Lookup.of(host, deadline, () -> hosts.resolve(host));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("Resolving a name threw what it does not throw", e.getCause());
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
