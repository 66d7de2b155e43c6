package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.HostException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL with a certificate of its own for localhost, as a company's database has. */
class PgEncryptionTest {

    private static EmbeddedPostgres server;
    private static String certificate;

    @BeforeAll
    static void start(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        ServerCertificate own = ServerCertificate.forLocalhost(folder);
        certificate = own.certificate();
        server = EmbeddedPostgres.start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            write(statement, "server.crt", certificate);
            write(statement, "server.key", own.key());
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Through the server, which may run as another user and owns what it writes. */
    private static void write(Statement statement, String file, String text) throws SQLException {
        statement.execute("COPY (SELECT unnest(string_to_array('" + text + "', E'\\n'))) TO PROGRAM 'umask 077; cat > "
                + file + "'");
    }

    private static List<?> encrypted(Object ssl, String host) throws HostException {
        try (ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
                SmallRun run = SmallRun.of(new PgModule(pools))) {
            Map<String, Object> configuration =
                    Map.of("user", "postgres", "host", host, "port", (double) server.getPort(), "ssl", ssl);
            return (List<?>) run.call(
                    "query",
                    run.call("connect", configuration),
                    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                    null);
        }
    }

    private static void assertEncrypted(List<?> results, String expected) {
        assertThat(((Map<?, ?>) results.get(0)).get("rows")).isEqualTo(List.of(List.of(expected)));
    }

    @Test
    void isOffUnlessAskedFor() throws HostException {
        assertEncrypted(encrypted(false, "localhost"), "f");
    }

    @Test
    void trustsTheGivenAuthoritiesHoweverManyTheyAre() throws HostException {
        assertEncrypted(encrypted(Map.of("ca", certificate), "localhost"), "t");
        assertEncrypted(encrypted(Map.of("ca", certificate + "\n" + certificate), "localhost"), "t");
    }

    @Test
    void trustsAnybodyOnRequestOnly() throws HostException {
        assertEncrypted(encrypted(Map.of("rejectUnauthorized", false), "localhost"), "t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "verify-full", "verify-ca"})
    void refusesACertificateOfNobodyKnown(String ssl) {
        assertThatThrownBy(() -> encrypted(ssl, "localhost")).isInstanceOf(HostException.class);
    }

    @Test
    void refusesACertificateForAnotherName() {
        assertThatThrownBy(() -> encrypted(Map.of("ca", certificate), "127.0.0.1"))
                .isInstanceOf(HostException.class);
    }

    @Test
    void saysSoWhenTheAuthoritiesAreNotReadable() {
        assertThatThrownBy(() -> encrypted(Map.of("ca", "-----BEGIN CERTIFICATE-----\nnonsense"), "localhost"))
                .isInstanceOf(HostException.class);
    }
}
