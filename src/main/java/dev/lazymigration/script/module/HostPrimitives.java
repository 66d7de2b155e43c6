package dev.lazymigration.script.module;

import dev.lazymigration.script.HostModule;
import java.util.List;

/** The host primitives of one provider instance, with the database connections that its script runs share. */
public final class HostPrimitives implements AutoCloseable {

    private final ConnectionPools databases;

    private HostPrimitives(ConnectionPools databases) {
        this.databases = databases;
    }

    /** Opens no connection yet: that is done when a script asks for one. */
    public static HostPrimitives open(HostSettings settings) {
        return new HostPrimitives(new ConnectionPools(settings.pools(), settings.hosts()));
    }

    /** What module files may call. */
    public List<HostModule> modules() {
        return List.of(
                new PgModule(databases),
                new MySqlModule(databases),
                new MsSqlModule(databases),
                new OracleModule(databases),
                new BcryptModule(),
                new HashModule());
    }

    /** Closes the idle connections now and those in use when their runs end. */
    @Override
    public void close() {
        databases.close();
    }
}
