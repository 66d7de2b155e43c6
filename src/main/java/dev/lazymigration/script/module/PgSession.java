package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.List;
import java.util.Map;

/** A connection for as long as a script has it: from its {@code connect()} to its {@code end()}, or the run's. */
final class PgSession implements AutoCloseable {

    private final PgWire wire;
    private final Runnable giveBack;
    private boolean closed;

    PgSession(PgWire wire, Runnable giveBack) {
        this.wire = wire;
        this.giveBack = giveBack;
    }

    List<Map<String, Object>> query(String text, List<?> values, Deadline deadline) throws HostException {
        return wire.query(text, values, deadline);
    }

    /** Gives the connection back; a second time does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            giveBack.run();
        }
    }
}
