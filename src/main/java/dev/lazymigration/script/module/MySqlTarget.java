package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A MySQL or MariaDB database and the account to use it with.
 *
 * @param host a name or an address, without brackets
 * @param database possibly empty
 * @param password possibly empty
 * @param collation of the connection, or empty for the server's default
 * @param multipleStatements whether one text may hold several
 * @param connectTimeout how long to try, zero for as long as the run may last
 */
record MySqlTarget(
        String host,
        int port,
        String database,
        String user,
        String password,
        MySqlEncryption encryption,
        String collation,
        boolean multipleStatements,
        Duration connectTimeout)
        implements DatabaseTarget {

    MySqlTarget {
        Objects.requireNonNull(encryption);
        if (host.isBlank() || user.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("A database has a host, a port and a user");
        }
    }

    /** Reads the configuration of npm's {@code mysql} and {@code mysql2}. */
    static MySqlTarget of(Map<?, ?> configuration) throws HostException {
        ConnectionFields fields = new ConnectionFields(configuration);
        if (!fields.text("socketPath", "").isEmpty()) {
            throw HostException.broken("Unix sockets are not supported: give host and port instead of socketPath");
        }
        String database = fields.text("database", "");
        // The driver reads options behind a question mark, and splits at a slash.
        if (database.matches("(?s).*[?/&\\p{Cntrl}].*")) {
            throw HostException.broken("The name of a database holds no '?', '/' or '&'");
        }
        String charset = fields.text("charset", "").toLowerCase(Locale.ROOT);
        return new MySqlTarget(
                fields.host("host"),
                fields.port("port", 3306),
                database,
                fields.user("user"),
                fields.text("password", ""),
                MySqlEncryption.of(configuration.get("ssl")),
                charset.matches("utf8mb4_\\w{1,60}") ? charset : "",
                fields.flag("multipleStatements", false),
                fields.millis("connectTimeout"));
    }

    @Override
    public Duration patience(Duration remaining) {
        return remaining.isZero() ? Duration.ZERO : ConnectionFields.shorter(remaining, connectTimeout);
    }

    @Override
    public MySqlWire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
        return MySqlWire.connect(this, hosts, deadline);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
