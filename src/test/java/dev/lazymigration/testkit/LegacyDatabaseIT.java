package dev.lazymigration.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LegacyDatabaseIT {

    private static Postgres postgres;
    private LegacyDatabase legacy;

    @BeforeAll
    static void startPostgres() {
        postgres = Postgres.launch();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() {
        legacy = LegacyDatabase.on(postgres);
    }

    @Test
    void aUserIsFoundByTheReader() throws SQLException {
        long id = legacy.addUser(LegacyAccount.named("ada").withPhone("+44 20 7946 0001"));

        try (Connection connection = asReader(LegacyDatabase.READER_PASSWORD);
                PreparedStatement query = connection.prepareStatement("SELECT * FROM users WHERE email = ?")) {
            query.setString(1, "ada@example.org");
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong("id")).isEqualTo(id);
                assertThat(row.getString("phone")).isEqualTo("+44 20 7946 0001");
                assertThat(BCrypt.verifyer()
                                .verify("ada's legacy password".toCharArray(), row.getString("password"))
                                .verified)
                        .isTrue();
            }
        }
    }

    @Test
    void everyStatementOfTheReaderIsCountedAndNobodyElses() throws SQLException {
        LegacyDatabase other = LegacyDatabase.on(postgres);

        try (Connection connection = asReader(LegacyDatabase.READER_PASSWORD)) {
            assertThat(legacy.callCount()).as("having connected").isZero();
            connection.setAutoCommit(false);
            for (int i = 0; i < 7; i++) {
                try (PreparedStatement query =
                        connection.prepareStatement("SELECT id\nFROM users\nWHERE username = ?")) {
                    query.setString(1, "SELECT : ]");
                    query.executeQuery().close();
                }
            }
            connection.isValid(1);
            connection.commit();
        }
        legacy.addUser(LegacyAccount.named("grace"));

        assertThat(legacy.statements()).hasSize(7).allMatch("SELECT id\nFROM users\nWHERE username = $1"::equals);
        assertThat(other.callCount()).isZero();
    }

    @Test
    void theReaderMayOnlyRead() throws SQLException {
        try (Connection connection = asReader(LegacyDatabase.READER_PASSWORD);
                PreparedStatement delete = connection.prepareStatement("DELETE FROM users")) {
            assertThatThrownBy(delete::execute).hasMessageContaining("permission denied");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> asReader("wrong")).hasMessageContaining("password authentication failed");
    }

    @Test
    void theDataOutlivesAStop() throws SQLException {
        legacy.addUser(LegacyAccount.named("ada"));

        legacy.stop();
        assertThatThrownBy(() -> asReader(LegacyDatabase.READER_PASSWORD)).hasMessageContaining("refused");
        legacy.start();

        assertThat(legacy.value("SELECT count(*) FROM users")).hasValue("1");
        asReader(LegacyDatabase.READER_PASSWORD).close();
    }

    private Connection asReader(String password) throws SQLException {
        URI uri = URI.create(legacy.connectionUri(password));
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + uri.getPort() + uri.getPath(), legacy.reader(), password);
    }
}
