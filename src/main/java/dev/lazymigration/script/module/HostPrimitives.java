package dev.lazymigration.script.module;

import dev.lazymigration.script.HostModule;
import java.util.List;

/** The host primitives of one provider instance, with the connections that its script runs share. */
public final class HostPrimitives implements AutoCloseable {

    private final HostSettings settings;
    private final ConnectionPools databases;
    private final MongoPools mongoPools;
    private final LdapConnections ldapConnections;

    private HostPrimitives(HostSettings settings) {
        this.settings = settings;
        this.databases = new ConnectionPools(settings.pools(), settings.hosts());
        this.mongoPools = new MongoPools(settings);
        this.ldapConnections = new LdapConnections(settings);
    }

    /** Opens no connection yet: that is done when a script asks for one. */
    public static HostPrimitives open(HostSettings settings) {
        return new HostPrimitives(settings);
    }

    /** What module files may call. */
    public List<HostModule> modules() {
        return List.of(
                new PgModule(databases),
                new MySqlModule(databases),
                new MongoModule(mongoPools),
                new LdapModule(ldapConnections),
                new MsSqlModule(databases),
                new OracleModule(databases),
                new BcryptModule(),
                new HashModule(),
                new CryptModule(),
                new CipherModule(),
                new KeyModule(),
                new HttpModule(settings.http(), settings.hosts()));
    }

    /** Closes the idle connections now and those in use when their runs end. */
    @Override
    public void close() {
        databases.close();
        mongoPools.close();
    }
}
