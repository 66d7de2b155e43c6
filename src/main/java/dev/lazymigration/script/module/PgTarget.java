package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A database and the account to use it with; two runs with equal targets share connections.
 *
 * @param host a name or an address, without brackets
 * @param password possibly empty
 * @param connectTimeout how long to try, zero for as long as the run may last
 * @param statementTimeout the server's own limit for a statement, zero for none
 */
record PgTarget(
        String host,
        int port,
        String database,
        String user,
        String password,
        PgEncryption encryption,
        Duration connectTimeout,
        Duration statementTimeout)
        implements DatabaseTarget {

    PgTarget {
        Objects.requireNonNull(encryption);
        if (host.isBlank() || user.isBlank() || database.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("A database has a host, a port, a name and a user");
        }
    }

    /**
     * Reads the configuration of a node-postgres client. As there, what the connection string says goes before the other
     * fields, and unknown ones are ignored. Unlike there, a missing user is an error: environment variables and the
     * operating system's account belong to the server, not to the script.
     */
    static PgTarget of(Map<?, ?> configuration) throws HostException {
        Map<Object, Object> fields = new HashMap<>(configuration);
        if (fields.get("connectionString") instanceof String text && !text.isBlank()) {
            fields.putAll(PgConnectionString.fields(text));
        }
        ConnectionFields given = new ConnectionFields(fields);
        if (given.text("host", "").startsWith("/")) {
            throw HostException.broken("Unix sockets are not supported: " + given.text("host", ""));
        }
        String user = given.user("user");
        return new PgTarget(
                given.host("host"),
                given.port("port", 5432),
                given.text("database", user),
                user,
                given.text("password", ""),
                PgEncryption.of(fields),
                given.millis("connectionTimeoutMillis"),
                ConnectionFields.shorter(given.millis("statement_timeout"), given.millis("query_timeout")));
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining.isZero() ? Duration.ZERO : ConnectionFields.shorter(remaining, connectTimeout);
    }

    @Override
    public PgWire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
        return PgWire.connect(this, hosts, deadline);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
