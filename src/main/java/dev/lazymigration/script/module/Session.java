package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;

/** A connection for as long as a script has it: from its {@code connect()} to its {@code end()}, or the run's. */
final class Session implements AutoCloseable {

    private final Wire wire;
    private final Runnable giveBack;
    private boolean closed;

    Session(Wire wire, Runnable giveBack) {
        this.wire = wire;
        this.giveBack = giveBack;
    }

    /**
     * The connection, for a module that knows its kind.
     *
     * @throws HostException when it is one of another database
     */
    <W extends Wire> W wire(Class<W> type) throws HostException {
        if (!type.isInstance(wire)) {
            throw HostException.misuse("This is a connection to another kind of database");
        }
        return type.cast(wire);
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
