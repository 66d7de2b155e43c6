package dev.lazymigration.script.module;

import dev.lazymigration.script.HostModule;
import java.util.List;

/** The host primitives of one provider instance, with the database connections that its script runs share. */
public final class HostPrimitives implements AutoCloseable {

    private final PgPools pgPools;
    private final MongoPools mongoPools;
    private final LdapConnections ldapConnections;

    private HostPrimitives(PgPools pgPools, MongoPools mongoPools, LdapConnections ldapConnections) {
        this.ldapConnections = ldapConnections;
        this.pgPools = pgPools;
        this.mongoPools = mongoPools;
    }

    /** Opens no connection yet: that is done when a script asks for one. */
    public static HostPrimitives open(HostSettings settings) {
        return new HostPrimitives(
                new PgPools(settings.pools()), new MongoPools(settings), new LdapConnections(settings));
    }

    /** What module files may call. */
    public List<HostModule> modules() {
        return List.of(
                new PgModule(pgPools),
                new BcryptModule(),
                new HashModule(),
                new MongoModule(mongoPools),
                new LdapModule(ldapConnections));
    }

    /** Closes the idle connections now and those in use when their runs end. */
    @Override
    public void close() {
        pgPools.close();
        mongoPools.close();
    }
}
