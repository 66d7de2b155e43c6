package dev.lazymigration.script.module;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.Driver;

/** Opens connections with our own copy of MariaDB Connector/J, which speaks to MySQL as well. */
final class MySqlDriver {

    /** Those of npm's modules. The others send the password as it is, or speak for the server's operator. */
    private static final String AUTHENTICATIONS = "mysql_native_password,caching_sha2_password,client_ed25519,parsec";

    static {
        UnlistedDriver.of(Driver.class, Driver::new);
    }

    private MySqlDriver() {}

    static Connection connect(MySqlTarget target, ReachableHosts hosts, Duration patience) throws SQLException {
        Configuration configuration = Configuration.parse(url(target), properties(target, hosts, patience));
        return Opening.of(patience, () -> Driver.connect(configuration));
    }

    private static Properties properties(MySqlTarget target, ReachableHosts hosts, Duration patience) {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        String millis = Long.toString(Math.max(1, Math.min(patience.toMillis(), Integer.MAX_VALUE)));
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        properties.setProperty("socketFactory", MySqlSockets.class.getName());
        properties.setProperty(MySqlSockets.HOSTS, hosts.toString());
        properties.setProperty("sslMode", target.encryption().mode().getValue());
        properties.setProperty("tlsSocketType", MySqlTls.NAME);
        properties.setProperty(MySqlTls.AUTHORITIES, target.encryption().authorities());
        properties.setProperty("fallbackToSystemKeyStore", "false");
        properties.setProperty("allowMultiQueries", Boolean.toString(target.multipleStatements()));
        properties.setProperty("allowLocalInfile", "false");
        // A server could send the password anywhere.
        properties.setProperty("permitRedirect", "false");
        properties.setProperty("restrictedAuth", AUTHENTICATIONS);
        // As mysql2 does; whoever wants to be sure to whom he speaks uses TLS.
        properties.setProperty("allowPublicKeyRetrieval", "true");
        if (!target.collation().isEmpty()) {
            properties.setProperty("connectionCollation", target.collation());
        }
        properties.setProperty("jdbcCompliantTruncation", "false");
        properties.setProperty("cachePrepStmts", "false");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** Host and database are such that they end where they should. */
    private static String url(MySqlTarget target) {
        String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
        return "jdbc:mariadb://" + host + ":" + target.port() + "/" + target.database();
    }
}
