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
        String host = text(fields, "host", "localhost").replaceFirst("^\\[(.*)]$", "$1");
        if (host.startsWith("/")) {
            throw HostException.misuse("Unix sockets are not supported: " + host);
        }
        String user = text(fields, "user", "");
        if (user.isBlank()) {
            throw HostException.misuse("No database user is given");
        }
        return new PgTarget(
                host,
                port(text(fields, "port", "5432")),
                text(fields, "database", user),
                user,
                text(fields, "password", ""),
                PgEncryption.of(fields),
                millis(fields.get("connectionTimeoutMillis")),
                shorter(millis(fields.get("statement_timeout")), millis(fields.get("query_timeout"))));
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining.isZero() ? Duration.ZERO : shorter(remaining, connectTimeout);
    }

    @Override
    public PgWire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
        return PgWire.connect(this, hosts, deadline);
    }

    /** The text without this target's password, should a driver or server have put it in. */
    String scrub(String text) {
        return password.isEmpty() ? text : text.replace(password, "***");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }

    private static String text(Map<?, ?> fields, String name, String otherwise) {
        Object value = fields.get(name);
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return value == null || value.toString().isEmpty() ? otherwise : value.toString();
    }

    private static int port(String text) throws HostException {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw HostException.misuse("The database port must be a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static Duration millis(Object value) {
        String text = value instanceof Number number ? Long.toString(number.longValue()) : String.valueOf(value);
        return text.matches("\\d{1,9}") ? Duration.ofMillis(Long.parseLong(text)) : Duration.ZERO;
    }

    /** Zero means without limit. */
    private static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
