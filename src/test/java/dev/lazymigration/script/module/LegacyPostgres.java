package dev.lazymigration.script.module;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** One real PostgreSQL for all tests of this package; it stops with the JVM. */
final class LegacyPostgres {

    static final String PASSWORD = "s3cret/p@ss:w#rd?100%";

    private static final EmbeddedPostgres SERVER = start();

    private LegacyPostgres() {}

    static int port() {
        return SERVER.getPort();
    }

    /** The configuration of a node-postgres client. */
    static Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("host", "localhost");
        configuration.put("port", (double) SERVER.getPort());
        configuration.put("user", "legacy");
        configuration.put("password", PASSWORD);
        configuration.put("database", "postgres");
        return configuration;
    }

    static String connectionString(String userInfo) {
        return "postgres://" + userInfo + "@localhost:" + SERVER.getPort() + "/postgres";
    }

    static void run(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String value(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .start();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE legacy LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
                // The embedded server trusts everyone; the legacy account has to give its password.
                statement.execute("CREATE TABLE hba (line text)");
                statement.execute("COPY hba FROM PROGRAM 'cat \"" + dataDirectory(statement) + "/pg_hba.conf\"'"
                        + " WITH (FORMAT text, DELIMITER E'\\x01')");
                statement.execute("COPY (SELECT 'host all legacy all scram-sha-256' UNION ALL SELECT line FROM hba)"
                        + " TO '" + dataDirectory(statement) + "/pg_hba.conf'");
                statement.execute("SELECT pg_reload_conf()");
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String dataDirectory(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW data_directory")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
