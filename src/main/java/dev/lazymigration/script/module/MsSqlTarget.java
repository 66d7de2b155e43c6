package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Map;

/**
 * A SQL Server and the account to use it with.
 *
 * @param host a name or an address, without brackets
 * @param database possibly empty, for the one that the account has by default
 * @param domain of a Windows account (NTLM), or empty for an account of the server's own
 * @param encrypt without it, only the login is encrypted
 * @param trusted whether any certificate of the server will do
 * @param connectTimeout how long to try, zero for as long as the run may last
 */
record MsSqlTarget(
        String host,
        int port,
        String database,
        String user,
        String password,
        String domain,
        boolean encrypt,
        boolean trusted,
        Duration connectTimeout)
        implements DatabaseTarget {

    MsSqlTarget {
        if (host.isBlank() || user.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("A database has a host, a port and a user");
        }
    }

    /** Reads what the module files make of the configurations of tedious and mssql. */
    static MsSqlTarget of(Map<?, ?> configuration) throws HostException {
        ConnectionFields fields = new ConnectionFields(configuration);
        return new MsSqlTarget(
                fields.host("host"),
                fields.port("port", 1433),
                fields.text("database", ""),
                fields.user("user"),
                fields.text("password", ""),
                fields.text("domain", ""),
                fields.flag("encrypt", true),
                fields.flag("trustServerCertificate", false),
                fields.millis("connectTimeout"));
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining.isZero() ? Duration.ZERO : ConnectionFields.shorter(remaining, connectTimeout);
    }

    @Override
    public MsSqlWire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
        return MsSqlWire.connect(this, hosts, deadline);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
