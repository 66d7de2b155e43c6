package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;

/**
 * Room for one connection in the pool, used by one thread at a time. The pool makes the room, which takes no time; its
 * first borrower connects, bounded by his own deadline and told at once what is wrong. Connecting inside of the pool
 * would keep the pool waiting too, and would be done for other borrowers by the thread that gives a connection back.
 */
final class ConnectionSlot {

    private final DatabaseTarget target;
    private final ReachableHosts hosts;
    private Wire wire;

    ConnectionSlot(DatabaseTarget target, ReachableHosts hosts) {
        this.target = target;
        this.hosts = hosts;
    }

    /** The connection, which is made when there is none yet. */
    Wire wire(Deadline deadline) throws HostException {
        if (wire == null) {
            wire = target.connect(hosts, deadline);
        }
        return wire;
    }

    boolean answers() {
        return wire == null || wire.answers();
    }

    /** Readies it for the next borrower; false when the connection is too old or can not be used again. */
    boolean reset(Duration lifetime) {
        return wire == null || (wire.age().compareTo(lifetime) < 0 && wire.reset());
    }

    void close() {
        if (wire != null) {
            wire.close();
        }
    }
}
