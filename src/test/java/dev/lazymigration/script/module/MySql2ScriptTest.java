package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.HostCall;
import dev.lazymigration.script.HostModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mysql2 and mysql2/promise against a real MariaDB. */
@Timeout(120)
class MySql2ScriptTest {

    private static final String CONFIG = "const config = { host: 'localhost', port: " + LegacyMariaDb.port()
            + ", user: 'legacy', password: env.DB_PASSWORD, database: 'legacy' };";

    private static final String CONNECT = CONFIG
            + "const mysql = require('mysql2/promise'); const connection = await mysql.createConnection(config);";

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
    private final NodeScript script =
            NodeScript.on(List.of(new MySqlModule(pools))).env("DB_PASSWORD", LegacyMariaDb.PASSWORD);

    @BeforeAll
    static void createTables() {
        LegacyMariaDb.run(
                "CREATE OR REPLACE TABLE legacy.people (id BIGINT UNSIGNED PRIMARY KEY, mail VARCHAR(100), born DATE,"
                        + " seen DATETIME(6), at TIMESTAMP NULL, noon TIME, amount DECIMAL(10,2), ratio DOUBLE, small FLOAT,"
                        + " tiny TINYINT, short SMALLINT, medium MEDIUMINT, y YEAR, bits BIT(8), raw VARBINARY(10), doc JSON)",
                "INSERT INTO legacy.people VALUES (1, 'ada@example.org', '2020-01-02', '2020-01-02 03:04:05.678000',"
                        + " '2020-06-01 00:00:00', '12:30:00', 12.30, 0.1, 1.5, -5, -300, -70000, 2020, b'1010', 'raw', '{\"a\":1}'),"
                        + " (2, 'bob@example.org', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    }

    @AfterEach
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "execute"})
    void bothWaysGiveTheSameValues(String way) {
        assertThat(script.value(CONNECT + "const [rows, fields] = await connection." + way
                        + "('SELECT * FROM people WHERE id = ? OR id = ? ORDER BY id', [1, 2]); const r = rows[0];"
                        + "return JSON.stringify([r.id, r.mail, r.born.getTime() === new Date(2020, 0, 2).getTime(),"
                        + "r.seen.getTime() === new Date(2020, 0, 2, 3, 4, 5, 678).getTime(), r.at.getMonth(), r.noon, r.amount,"
                        + "r.ratio, r.small, r.tiny, r.short, r.medium, r.y, r.bits[0], r.raw.toString(), r.doc,"
                        + "Object.values(rows[1]).slice(2).every((v) => v === null), fields[1].name]);"))
                .isEqualTo(
                        "[1,\"ada@example.org\",true,true,5,\"12:30:00\",\"12.30\",0.1,1.5,-5,-300,-70000,2020,10,\"raw\","
                                + "\"{\\\"a\\\":1}\",true,\"mail\"]");
    }

    @Test
    void executeSendsValuesOfAllKinds() {
        assertThat(script.value(CONNECT
                        + "const [rows] = await connection.execute('SELECT ? AS t, ? AS n, ? AS d, ? AS b, HEX(?) AS h, ? AS z, ? AS at, ? AS o',"
                        + " [\"it's \\\\ ?\", 7, 1.5, true, Buffer.from([1, 255]), null, new Date(2020, 0, 2, 3, 4, 5, 6), { a: [1] }]);"
                        + "return JSON.stringify(Object.values(rows[0]));"))
                .isEqualTo("[\"it's \\\\ ?\",7,1.5,1,\"01FF\",null,\"2020-01-02 03:04:05.006\",\"{\\\"a\\\":[1]}\"]");
    }

    @Test
    void executeTakesNumbersForLimits() {
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.execute('SELECT id FROM people ORDER BY id LIMIT ? OFFSET ?', [1, 1]))[0];"))
                .asString()
                .isEqualTo("[{id=2}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'SELECT ?', [undefined] | Bind parameters must not contain undefined. To pass SQL NULL specify JS null",
                "'SELECT ?, ?', [1] | Incorrect arguments to mysqld_stmt_execute",
                "'SELECT * FROM nothing WHERE a = ?', [1] | Table 'legacy.nothing' doesn't exist",
                "'SELECT 1; SELECT 2', [] | You have an error in your SQL syntax",
            })
    void executeFailsAsThere(String call, String message) {
        assertThat(script.error(CONNECT + "await connection.execute(" + call + ");"))
                .asString()
                .startsWith(message);
    }

    @Test
    void aConnectionStaysUsableAfterAnError() {
        assertThat(script.value(CONNECT + "await connection.execute('SELEC ?', [1]).catch(() => 0);"
                        + "await connection.query('SELEC 1').catch(() => 0);"
                        + "return (await connection.execute('SELECT ? AS v', [5]))[0][0].v;"))
                .asString()
                .isEqualTo("5");
    }

    @Test
    void errorsHaveTheServersText() {
        assertThat(script.value(CONNECT + "return connection.query('SELECT * FROM nothing')"
                        + ".catch((e) => [e.code, e.errno, e.sqlState, e.message, e.sqlMessage]);"))
                .asString()
                .isEqualTo(
                        "[ER_NO_SUCH_TABLE, 1146, 42S02, Table 'legacy.nothing' doesn't exist, Table 'legacy.nothing' doesn't exist]");
        assertThat(script.value(
                        CONFIG + "return require('mysql2/promise').createConnection({ ...config, password: 'x' })"
                                + ".catch((e) => [e.code, e.errno]);"))
                .asString()
                .isEqualTo("[ER_ACCESS_DENIED_ERROR, 1045]");
    }

    @Test
    void resultsOfChangesHaveAHeader() {
        LegacyMariaDb.run("CREATE OR REPLACE TABLE legacy.visits (id INT AUTO_INCREMENT PRIMARY KEY, n INT)");
        assertThat(script.value(CONNECT
                        + "const [inserted] = await connection.execute('INSERT INTO visits (n) VALUES (?)', [1]);"
                        + "const [updated] = await connection.query('UPDATE visits SET n = n + 1');"
                        + "return [inserted.insertId, inserted.affectedRows, updated.changedRows, updated.info];"))
                .asString()
                .isEqualTo("[1, 1, 1, Rows matched: 1  Changed: 1  Warnings: 0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "execute"})
    void placeholdersMayHaveNames(String way) {
        assertThat(script.value(CONFIG
                        + "const connection = await require('mysql2/promise').createConnection({ ...config, namedPlaceholders: true });"
                        + "return (await connection." + way
                        + "(\"SELECT ':no' AS a, mail /* :no */ FROM people WHERE id = :id AND mail LIKE :mail -- :no\","
                        + " { id: 1, mail: 'ada%' }))[0];"))
                .asString()
                .isEqualTo("[{a=:no, mail=ada@example.org}]");
    }

    @Test
    void optionsOfAQueryCount() {
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.query({ sql: 'SELECT id, mail FROM people WHERE id = ?', rowsAsArray: true }, [1]))[0];"))
                .asString()
                .isEqualTo("[[1, ada@example.org]]");
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.query({ sql: 'SELECT amount FROM people WHERE id = ?', values: [1], decimalNumbers: true }))[0];"))
                .asString()
                .isEqualTo("[{amount=12.3}]");
    }

    @Test
    void aPoolWorksWithPromises() {
        assertThat(
                        script.value(
                                CONFIG + "const pool = require('mysql2/promise').createPool(config);"
                                        + "const [one] = await pool.query('SELECT mail FROM people WHERE id = ?', [1]);"
                                        + "const [two] = await pool.execute('SELECT mail FROM people WHERE id = ?', [2]);"
                                        + "const lent = await pool.getConnection(); await lent.beginTransaction();"
                                        + "const [three] = await lent.query('SELECT 3 AS n'); await lent.rollback(); lent.release();"
                                        + "await pool.end(); return [one[0].mail, two[0].mail, three[0].n, await pool.query('SELECT 1').catch((e) => e.message)];"))
                .asString()
                .isEqualTo("[ada@example.org, bob@example.org, 3, Pool is closed.]");
    }

    @Test
    void callbacksAndPromisesMix() {
        assertThat(
                        script.value(
                                CONFIG
                                        + "const mysql = require('mysql2'); const connection = mysql.createConnection(config);"
                                        + "const called = await new Promise((resolve) => connection.execute('SELECT ? AS n', [1],"
                                        + " (error, rows, fields) => resolve([error, rows[0].n, fields[0].name])));"
                                        + "const [rows] = await connection.promise().query('SELECT 2 AS n');"
                                        + "const pool = mysql.createPool(config); const [pooled] = await pool.promise().query('SELECT 3 AS n');"
                                        + "const direct = await new Promise((resolve) => pool.query('SELECT 4 AS n', (error, r) => resolve(r[0].n)));"
                                        + "connection.end(); return [called, rows[0].n, pooled[0].n, direct, mysql.escape(\"it's\"), typeof mysql.promise.createPool];"))
                .asString()
                .isEqualTo("[[null, 1, n], 2, 3, 4, 'it\\'s', function]");
    }

    /** A MySQL can not be run here, and MariaDB's JSON is text: a host function answers what a MySQL would. */
    @Test
    void jsonOfMySqlIsParsedUnlessTheScriptWantsText() {
        NodeScript onMySql = NodeScript.on(List.of(new HostModule() {

            @Override
            public String name() {
                return "mysql";
            }

            @Override
            public List<String> functions() {
                return List.of("connect", "query", "end");
            }

            @Override
            public Object call(String function, List<Object> arguments, HostCall call) {
                return switch (function) {
                    case "connect" -> 1;
                    case "query" ->
                        List.of(Map.of(
                                "fields",
                                List.of(Map.of("name", "doc", "type", 245, "flags", 0, "table", "t")),
                                "rows",
                                List.of(List.of("{\"a\":[1]}"))));
                    default -> null;
                };
            }
        }));
        String ask =
                "const ask = async (module, options) => (await new Promise((resolve) => require(module).createConnection("
                        + "Object.assign({ host: 'h', user: 'u' }, options)).query('SELECT doc', (error, rows) => resolve(rows))))[0].doc;";

        assertThat(
                        onMySql.value(
                                ask
                                        + "return [await ask('mysql2'), await ask('mysql2', { jsonStrings: true }), await ask('mysql')];"))
                .asString()
                .isEqualTo("[{a=[1]}, {\"a\":[1]}, {\"a\":[1]}]");
    }
}
