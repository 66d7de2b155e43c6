package dev.lazymigration.script.module;

import com.microsoft.sqlserver.jdbc.SQLServerConnectionPoolDataSource;
import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.PooledConnection;

/** Opens connections with our own copy of Microsoft's driver. */
final class MsSqlDriver {

    static {
        UnlistedDriver.of(SQLServerDriver.class, SQLServerDriver::new);
    }

    private MsSqlDriver() {}

    /** The driver's own pooled connection, because that is how it resets one. */
    static PooledConnection connect(MsSqlTarget target, ReachableHosts hosts, Duration patience) throws SQLException {
        SQLServerConnectionPoolDataSource source = new SQLServerConnectionPoolDataSource();
        source.setServerName(target.host());
        source.setPortNumber(target.port());
        source.setDatabaseName(target.database());
        source.setUser(target.user());
        source.setPassword(target.password());
        if (!target.domain().isEmpty()) {
            source.setAuthenticationScheme("NTLM");
            source.setDomain(target.domain());
            source.setIntegratedSecurity(true);
        }
        source.setEncrypt(Boolean.toString(target.encrypt()));
        source.setTrustServerCertificate(target.trusted());
        source.setLoginTimeout((int) Math.min(patience.toSeconds() + 1, 65535));
        source.setSocketTimeout((int) Math.min(patience.toMillis() + 1000, Integer.MAX_VALUE));
        source.setSocketFactoryClass(CheckedSocketFactory.class.getName());
        source.setSocketFactoryConstructorArg(hosts.toString());
        // Both work in threads of their own, where nobody counts what is read.
        source.setTransparentNetworkIPResolution(false);
        source.setConnectRetryCount(0);
        source.setLastUpdateCount(false);
        source.setApplicationName("keycloak-lazy-migration");
        return Opening.of(
                patience,
                () -> {
                    checkHost(target, hosts);
                    return source.getPooledConnection();
                },
                PooledConnection::close);
    }

    /** The driver's exceptions do not say why a socket could not be made. */
    private static void checkHost(MsSqlTarget target, ReachableHosts hosts) throws SQLException {
        try {
            hosts.resolve(target.host());
        } catch (IOException e) {
            throw new SQLException("The host can not be reached", e);
        }
    }

    static Connection open(PooledConnection pooled) throws SQLException {
        Connection connection = pooled.getConnection();
        connection.setAutoCommit(true);
        return connection;
    }
}
