package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.HostModule;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.ScriptedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of {@code docs/databases.md}, in their order. */
@Timeout(120)
class DatabaseExamplesTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "customers", null, null, null, null);
    private static final LegacyQuery ADA = LegacyQuery.byEmail("ada@example.org");
    private static final LegacyQuery EVE = LegacyQuery.byEmail("eve@example.org");

    /** Of the password U*U. */
    private static final String BCRYPT = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    @AfterEach
    void close() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    private static String example(int number) throws IOException {
        return Pattern.compile("^```js\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "databases.md")))
                .results()
                .map(block -> block.group(1))
                .toList()
                .get(number);
    }

    private static ScriptedDirectory directory(ScriptDialect dialect, String login, String getUser, HostModule module) {
        Map<String, String> env = Map.of(
                "DB_HOST",
                "localhost",
                "DB_PORT",
                Integer.toString(LegacyMariaDb.port()),
                "DB_PASSWORD",
                LegacyMariaDb.PASSWORD,
                "DB_CERTIFICATE",
                LegacyMariaDb.certificate());
        return new ScriptedDirectory(DirectorySettings.of("docs", login, getUser)
                .withDialect(dialect)
                .withEnv(env, Set.of())
                .withTimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30))
                .withHostModules(List.of(module, new BcryptModule(), new HashModule())));
    }

    private static void asksForAda(ScriptedDirectory directory, String password, Map<String, Object> profile) {
        assertThat(directory.login(ADA, password, CONTEXT))
                .isEqualTo(new LoginOutcome.Authenticated(new LegacyUser("7", profile)));
        assertThat(directory.login(ADA, "wrong", CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
        assertThat(directory.login(EVE, password, CONTEXT)).isInstanceOf(LoginOutcome.Refused.class);
    }

    private static void createCustomers() {
        LegacyMariaDb.run(
                "CREATE OR REPLACE TABLE legacy.customers (id INT, mail VARCHAR(100), hash VARCHAR(100))",
                "INSERT INTO legacy.customers VALUES (7, 'ada@example.org', '" + BCRYPT + "')");
    }

    @Test
    void mysql2WithPromisesAndTls() throws IOException {
        createCustomers();
        try (ScriptedDirectory directory =
                directory(ScriptDialect.AUTHING, example(0), "() => null", new MySqlModule(pools))) {
            asksForAda(directory, "U*U", Map.of("id", 7, "email", "ada@example.org"));
        }
    }

    @Test
    void mysqlWithCallbacks() throws IOException {
        createCustomers();
        try (ScriptedDirectory directory =
                directory(ScriptDialect.AUTH0, example(1), "() => null", new MySqlModule(pools))) {
            asksForAda(directory, "U*U", Map.of("user_id", 7, "email", "ada@example.org"));
        }
    }

    /** The free global variable of old scripts is the module. */
    @Test
    void mysqlWithoutRequire() throws IOException {
        createCustomers();
        String old = example(1).replace("const mysql = require('mysql');", "");
        try (ScriptedDirectory directory = directory(ScriptDialect.AUTH0, old, "() => null", new MySqlModule(pools))) {
            asksForAda(directory, "U*U", Map.of("user_id", 7, "email", "ada@example.org"));
        }
    }

    @Test
    void sqlserverWithoutRequire() throws IOException, SQLException {
        String old = example(3)
                .replace("const { Connection, Request, TYPES } = require('tedious');", "")
                .replace("new Connection(", "sqlserver.connect(")
                .replace("Request(", "sqlserver.Request(")
                .replace("TYPES", "sqlserver.Types");
        findsAda(ScriptDialect.AUTH0, old, "user_id");
    }

    @Test
    void mssqlWithPromises() throws IOException, SQLException {
        findsAda(ScriptDialect.AUTHING, example(2), "id");
    }

    @Test
    void tediousWithCallbacks() throws IOException, SQLException {
        findsAda(ScriptDialect.AUTH0, example(3), "user_id");
    }

    private void findsAda(ScriptDialect dialect, String getUser, String id) throws SQLException {
        MsSqlModule module = new MsSqlModule(pools, TsqlOnH2.insteadOf("examples"));
        try (Connection keeper = TsqlOnH2.open("examples");
                Statement statement = keeper.createStatement();
                ScriptedDirectory directory = directory(dialect, "() => null", getUser, module)) {
            statement.execute("CREATE TABLE customers (id int, mail nvarchar(100))");
            statement.execute("INSERT INTO customers VALUES (7, 'ada@example.org')");

            assertThat(directory.find(ADA, CONTEXT))
                    .isEqualTo(new LookupOutcome.Found(new LegacyUser("7", Map.of(id, 7, "email", "ada@example.org"))));
            assertThat(directory.find(EVE, CONTEXT)).isEqualTo(new LookupOutcome.NotFound());
        }
    }

    @Test
    void oracledbWithPromises() throws IOException, SQLException {
        OracleModule module = new OracleModule(pools, OracleOnH2.insteadOf("examples"));
        try (Connection keeper = OracleOnH2.open("examples");
                Statement statement = keeper.createStatement();
                ScriptedDirectory directory = directory(ScriptDialect.AUTHING, example(4), "() => null", module)) {
            statement.execute("CREATE TABLE customers (id NUMBER(10), mail VARCHAR2(100), digest VARCHAR2(64))");
            statement.execute("INSERT INTO customers VALUES (7, 'ada@example.org', RAWTOHEX(HASH('SHA-256', 'U*U')))");

            asksForAda(directory, "U*U", Map.of("id", 7, "email", "ada@example.org"));
        }
    }
}
