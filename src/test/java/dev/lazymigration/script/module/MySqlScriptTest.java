package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** npm's mysql against a real MariaDB. */
@Timeout(120)
class MySqlScriptTest {

    private static final String CONFIG = "const config = { host: 'localhost', port: " + LegacyMariaDb.port()
            + ", user: 'legacy', password: env.DB_PASSWORD, database: 'legacy' };";

    /** {@code ask(sql, values)} gives a promise of the results. */
    private static final String CONNECT = CONFIG
            + "const mysql = require('mysql'); const open = (options) => mysql.createConnection(Object.assign({}, config, options));"
            + "const asked = (connection, sql, values) => new Promise((resolve, reject) =>"
            + " connection.query(sql, values, (error, results, fields) => error ? reject(error) : resolve([results, fields])));"
            + "const connection = open({}); const ask = (sql, values) => asked(connection, sql, values).then((all) => all[0]);";

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
    private final NodeScript script =
            NodeScript.on(List.of(new MySqlModule(pools))).env("DB_PASSWORD", LegacyMariaDb.PASSWORD);

    @BeforeAll
    static void createTables() {
        LegacyMariaDb.run(
                "CREATE OR REPLACE TABLE legacy.members (id INT AUTO_INCREMENT PRIMARY KEY, mail VARCHAR(100), password VARCHAR(100))",
                "INSERT INTO legacy.members (mail, password) VALUES ('ada@example.org', 'one'), ('bob@example.org', 'two')");
    }

    @AfterEach
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    /** An expression for the text. */
    private static String literal(String text) {
        return "decodeURIComponent('"
                + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") + "')";
    }

    private Object value(String body) {
        return script.value(CONNECT + body);
    }

    @Nested
    class Connections {

        /** The template that Auth0 shows, whose connection is never ended. */
        @ParameterizedTest
        @ValueSource(strings = {"require('mysql')(config)", "require('mysql@2.18.1').createConnection(config)"})
        void areMadeByTheModuleItself(String made) {
            assertThat(script.value(CONFIG + "const connection = " + made + "; connection.connect();"
                            + "return new Promise((resolve, reject) => connection.query("
                            + "'SELECT id, mail, password FROM members WHERE mail = ?', ['ada@example.org'],"
                            + " function (error, results) { if (error) return reject(error);"
                            + " if (results.length === 0) return reject(new Error('nobody'));"
                            + " resolve({ id: results[0].id.toString(), mail: results[0].mail }); }));"))
                    .asString()
                    .isEqualTo("{id=1, mail=ada@example.org}");
        }

        @Test
        void mayBeOpenedWithACallbackAndEnded() {
            assertThat(value("const log = []; await new Promise((resolve) => connection.connect((error) => {"
                            + " log.push(error === null); resolve(); }));"
                            + "connection.on('end', () => log.push('end'));"
                            + "await new Promise((resolve) => connection.end((error) => { log.push(error === null); resolve(); }));"
                            + "await ask('SELECT 1').catch((error) => log.push(error.code)); return log;"))
                    .asString()
                    .isEqualTo("[true, end, true, PROTOCOL_ENQUEUE_AFTER_QUIT]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'mysql://legacy:' + encodeURIComponent(env.DB_PASSWORD) + '@localhost:PORT/legacy?dateStrings=true'",
                    "'mysql://legacy:' + env.DB_PASSWORD + '@localhost:PORT/legacy?dateStrings=true'",
                    "{ uri: 'mysql://localhost/legacy?dateStrings=true', port: String(PORT), user: 'legacy', password: env.DB_PASSWORD }",
                    "Object.assign(config, { port: String(PORT), dateStrings: true, insureAuth: true, insecureAuth: true, charset: 'utf8_general_ci' })",
                })
        void mayBeDescribedInSeveralWays(String config) {
            assertThat(value("const other = mysql.createConnection("
                            + config.replace("PORT", Integer.toString(LegacyMariaDb.port())) + ");"
                            + "return (await asked(other, \"SELECT DATE '2020-01-02' AS d\"))[0][0].d;"))
                    .isEqualTo("2020-01-02");
        }
    }

    @Nested
    class Errors {

        private String outcome(String body) {
            return value(
                            "const tell = (error) => [error.code, error.errno, error.sqlState, error.fatal, error.message];"
                                    + body)
                    .toString();
        }

        @Test
        void areThoseOfTheServer() {
            assertThat(outcome("return ask('SELECT * FROM nothing').catch(tell);"))
                    .isEqualTo("[ER_NO_SUCH_TABLE, 1146, 42S02, false,"
                            + " ER_NO_SUCH_TABLE: Table 'legacy.nothing' doesn't exist]");
            assertThat(outcome("return ask('SELEC 1').catch(tell);"))
                    .startsWith("[ER_PARSE_ERROR, 1064, 42000, false,");
            assertThat(outcome("return ask('SELECT nothing FROM members').catch((e) => e.sqlMessage);"))
                    .isEqualTo("Unknown column 'nothing' in 'SELECT'");
        }

        @Test
        void tellThatThePasswordIsWrongWithoutShowingIt() {
            assertThat(outcome("return asked(open({ password: 'wr0ng' }), 'SELECT 1').catch(tell);"))
                    .startsWith(
                            "[ER_ACCESS_DENIED_ERROR, 1045, 28000, true, ER_ACCESS_DENIED_ERROR: Access denied for user")
                    .doesNotContain("wr0ng");
            assertThat(outcome("return asked(open({ database: 'no_such' }), 'SELECT 1').catch(tell);"))
                    .startsWith("[ER_DBACCESS_DENIED_ERROR, 1044, 42000, true,");
        }

        @Test
        void tellThatTheServerIsNotThere() {
            assertThat(outcome("return asked(open({ port: 1 }), 'SELECT 1').catch(tell);"))
                    .isEqualTo("[ECONNREFUSED, null, null, true, connect ECONNREFUSED localhost:1]");
            assertThat(outcome("return asked(open({ host: 'no-such-host.invalid' }), 'SELECT 1').catch(tell);"))
                    .isEqualTo("[ENOTFOUND, null, null, true, getaddrinfo ENOTFOUND no-such-host.invalid]");
        }

        @Test
        void reachTheQueryBehindAConnectWithoutCallback() {
            assertThat(
                            outcome(
                                    "const refused = open({ port: 1 }); refused.connect();"
                                            + "const first = await asked(refused, 'SELECT 1').catch(tell);"
                                            + "const second = await asked(refused, 'SELECT 1').catch(tell); return [first[0], second[0]];"))
                    .isEqualTo("[ECONNREFUSED, PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR]");
        }

        @Test
        void reachWhoeverListens() {
            assertThat(outcome("return new Promise((resolve) => { const refused = open({ port: 1 });"
                            + "refused.on('error', (error) => resolve(error.code)); refused.connect(); });"))
                    .isEqualTo("ECONNREFUSED");
            assertThat(
                            outcome(
                                    "return new Promise((resolve) => connection.query('SELEC 1').on('error', (e) => resolve(e.code)));"))
                    .isEqualTo("ER_PARSE_ERROR");
        }

        @Test
        void ofNobodyEndTheRun() {
            assertThat(script.find(
                            "function getUser(query, context) { " + CONNECT + " open({ port: 1 }).connect();"
                                    + " return new Promise(() => setTimeout(() => {}, 100)); }",
                            LegacyQuery.byId("1")))
                    .isInstanceOf(LookupOutcome.Unavailable.class);
        }
    }

    @Nested
    class Placeholders {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                value = {
                    "?, [1] | 1",
                    "?, 'plain' | 'plain'",
                    "?, [null] | NULL",
                    "?, [undefined] | NULL",
                    "?, [true] | true",
                    "?, ['O\\'Reilly \\\\ \\n \\0 \\x1a \"'] | 'O\\'Reilly \\\\ \\n \\0 \\Z \\\"'",
                    "?, [Buffer.from('ab')] | X'6162'",
                    "IN (?), [[1, 'b', null]] | IN (1, 'b', NULL)",
                    "VALUES ?, [[[1, 'a'], [2, 'b']]] | VALUES (1, 'a'), (2, 'b')",
                    "SET ?, { a: 1, 'b.c': 'x', f: () => 1 } | SET `a` = 1, `b`.`c` = 'x'",
                    "SET ?, [{ a: { b: 1 } }] | SET `a` = '[object Object]'",
                    "?? = ?, ['t.a`b', 5] | `t`.`a``b` = 5",
                    "?? , [['a', 'b']] | `a`, `b`",
                    "? ? ???, [1] | 1 ? ???",
                    "?, [mysql.raw('NOW()')] | NOW()",
                    "?, [new Date(2020, 0, 2, 3, 4, 5, 6)] | '2020-01-02 03:04:05.006'",
                    "?, [new Date(NaN)] | NULL",
                    "'?' -- ?, ['a', 'b'] | ''a'' -- 'b'",
                })
        void areFilledAsSqlstringDoes(String call, String expected) {
            int comma = call.indexOf(", ");
            assertThat(value("return mysql.format("
                            + literal(call.substring(0, comma).strip()) + ", " + call.substring(comma + 2) + ");"))
                    .isEqualTo(expected);
        }

        @Test
        void writeDatesInTheZoneOfTheConnection() {
            assertThat(value("const date = new Date(Date.UTC(2020, 0, 2, 3, 4, 5));"
                            + "return [open({ timezone: '+02:00' }), open({ timezone: 'Z' }), open({ timezone: '-0330' })]"
                            + ".map((c) => c.escape(date));"))
                    .isEqualTo(List.of(
                            "'2020-01-02 05:04:05.000'", "'2020-01-02 03:04:05.000'", "'2020-01-01 23:34:05.000'"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Größe 𝄞", "' OR 1=1 -- ", "\\' OR 1=1 -- ", "\u00bf\\' OR 1=1 -- ", "a\0b\u001ac\\"})
        void keepTextAsItIs(String text) {
            assertThat(value("const text = " + literal(text)
                            + "; return (await ask('SELECT ? AS v', [text]))[0].v === text;"))
                    .isEqualTo(true);
        }

        @Test
        void areSafeOnAServerThatTakesNoBackslashes() {
            String text = "it's \\ \\' or 1=1";
            LegacyMariaDb.run("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'");
            try {
                // The second time the connection was reset to what the server has by default.
                for (int i = 0; i < 2; i++) {
                    assertThat(value("const row = (await ask('SELECT ? AS v, @@sql_mode AS m', [" + literal(text)
                                    + "]))[0];"
                                    + "return [row.v, row.m.includes('ANSI_QUOTES'), row.m.includes('BACKSLASH')];"))
                            .isEqualTo(List.of(text, true, false));
                }
            } finally {
                LegacyMariaDb.run("SET GLOBAL sql_mode = DEFAULT");
            }
        }

        @Test
        void areRefusedAfterTheScriptItselfTookTheBackslashesAway() {
            assertThat(value("await ask(" + literal("SET sql_mode = 'NO_BACKSLASH_ESCAPES'") + ");"
                            + "return ask('SELECT ?', ['x']).catch((e) => e.message);"))
                    .asString()
                    .contains("NO_BACKSLASH_ESCAPES can not be used");
        }
    }

    @Nested
    class Results {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "CAST(7 AS SIGNED) | 7",
                    "9007199254740993 | 9007199254740992",
                    "1.50 | 1.5",
                    "1.5e0 | 1.5",
                    "'x' | \"x\"",
                    "NULL | null",
                    "DATE '2020-01-02' = DATE '2020-01-02' | 1",
                    "TIME '12:30:00' | \"12:30:00\"",
                    "b'101' + 0 | 5",
                    "X'6162' | {\"type\":\"Buffer\",\"data\":[97,98]}",
                    "CAST('ab' AS BINARY) | {\"type\":\"Buffer\",\"data\":[97,98]}",
                    "POINT(1.5, -2) | {\"x\":1.5,\"y\":-2}",
                    "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))') | [[{\"x\":0,\"y\":0},{\"x\":0,\"y\":1},{\"x\":1,\"y\":1},{\"x\":0,\"y\":0}]]",
                    "JSON_OBJECT('a', 1) | \"{\\\"a\\\": 1}\"",
                })
        void haveTheTypesOfNpm(String sql, String json) {
            assertThat(value("return JSON.stringify(Object.values((await ask(" + literal("SELECT " + sql)
                            + "))[0])[0]);"))
                    .isEqualTo(json);
        }

        @Test
        void readTheColumnsOfATable() {
            LegacyMariaDb.run(
                    "CREATE OR REPLACE TABLE legacy.kinds (tiny TINYINT(1), uns INT UNSIGNED, zero INT(5) ZEROFILL, big BIGINT,"
                            + " bits BIT(8), born DATE, seen DATETIME(3), at TIMESTAMP NULL, y YEAR, note TEXT, raw BLOB,"
                            + " kind ENUM('a','b'), tags SET('x','y'), doc JSON, amount DECIMAL(10,2))",
                    "INSERT INTO legacy.kinds VALUES (1, 4294967295, 7, 9223372036854775807, b'1010', '2020-01-02',"
                            + " '2020-01-02 03:04:05.678', '2020-06-01 00:00:00', 2020, 'text', 'raw', 'b', 'x,y', '[1]', 12.30)");
            assertThat(value("const row = (await ask('SELECT * FROM kinds'))[0]; return JSON.stringify(["
                            + "row.tiny, row.uns, row.zero, row.bits[0], row.born.getTime() === new Date(2020, 0, 2).getTime(),"
                            + "row.seen.getTime() === new Date(2020, 0, 2, 3, 4, 5, 678).getTime(), row.at.getMonth(), row.y, row.note,"
                            + "row.raw.toString(), row.kind, row.tags, row.doc, row.amount]);"))
                    .isEqualTo(
                            "[1,4294967295,\"00007\",10,true,true,5,2020,\"text\",\"raw\",\"b\",\"x,y\",\"[1]\",12.3]");
        }

        @Test
        void followTheOptionsForDatesAndBigNumbers() {
            assertThat(value("const all = async (options) => Object.values((await asked(open(options),"
                            + "\"SELECT 9007199254740993 AS b, 5 AS s, DATE '2020-01-02' AS d, TIMESTAMP '2020-01-02 03:04:05' AS t\"))[0][0]);"
                            + "return [await all({ supportBigNumbers: true, dateStrings: true }),"
                            + "await all({ supportBigNumbers: true, bigNumberStrings: true, dateStrings: ['DATE'], timezone: '+02:00' })"
                            + "].map((row) => JSON.stringify(row));"))
                    .isEqualTo(List.of(
                            "[\"9007199254740993\",5,\"2020-01-02\",\"2020-01-02 03:04:05\"]",
                            "[\"9007199254740993\",5,\"2020-01-02\",\"2020-01-02T01:04:05.000Z\"]"));
        }

        @Test
        void leaveADateThatIsNoneAsText() {
            assertThat(value("await ask(\"SET sql_mode = ''\"); return Object.values((await ask("
                            + "\"SELECT CAST('0000-00-00' AS DATE) AS z\"))[0])[0];"))
                    .isEqualTo("0000-00-00");
        }

        @Test
        void countRowsAsNpmDoes() {
            LegacyMariaDb.run("CREATE OR REPLACE TABLE legacy.counted (id INT AUTO_INCREMENT PRIMARY KEY, v INT)");
            assertThat(
                            value(
                                    "const inserted = await ask('INSERT INTO counted SET ?', { v: 1 });"
                                            + "await ask('INSERT INTO counted (v) VALUES ?', [[[1], [2]]]);"
                                            + "const updated = await ask('UPDATE counted SET v = 2');"
                                            + "return [inserted.insertId, inserted.affectedRows, updated.affectedRows, updated.changedRows];"))
                    .asString()
                    .isEqualTo("[1, 1, 3, 2]");
        }

        @Test
        void comeWithTheirFields() {
            assertThat(
                            value(
                                    "const [rows, fields] = await asked(connection, 'SELECT m.id AS number, 1 AS one FROM members m LIMIT 1');"
                                            + "return [fields.map((f) => f.name), fields[0].orgName, fields[0].table, fields[0].orgTable, fields[0].db, fields[0].type];"))
                    .asString()
                    .isEqualTo("[[number, one], id, m, members, legacy, 3]");
        }

        @Test
        void mayBeNestedOrCastByTheScript() {
            assertThat(
                            value(
                                    "return ask({ sql: 'SELECT a.id, b.id FROM members a JOIN members b ON a.id = b.id WHERE a.id = 1', nestTables: true });"))
                    .asString()
                    .isEqualTo("[{a={id=1}, b={id=1}}]");
            assertThat(
                            value(
                                    "return ask({ sql: 'SELECT a.id FROM members a WHERE a.id = ?', nestTables: '_', values: [1] });"))
                    .asString()
                    .isEqualTo("[{a_id=1}]");
            assertThat(value("return ask({ sql: \"SELECT 1 AS flag, 'x' AS v\", typeCast: (field, next) =>"
                            + " field.type === 'LONG' ? field.string() === '1' : next() });"))
                    .asString()
                    .isEqualTo("[{flag=true, v=x}]");
        }

        @Test
        void ofSeveralStatementsComeOnlyWhenAskedFor() {
            assertThat(value("return ask('SELECT 1; SELECT 2').catch((error) => error.code);"))
                    .isEqualTo("ER_PARSE_ERROR");
            assertThat(
                            value(
                                    "const [results, fields] = await asked(open({ multipleStatements: true }), 'SELECT 1 AS a; DO 0; SELECT 2 AS b');"
                                            + "return [results[0], results[1].affectedRows, results[2], fields[1] === undefined];"))
                    .asString()
                    .isEqualTo("[[{a=1}], 0, [{b=2}], true]");
        }

        @Test
        void areAlsoEvents() {
            assertThat(
                            value(
                                    "return new Promise((resolve) => { const log = []; connection.query('SELECT id FROM members ORDER BY id')"
                                            + ".on('fields', (fields) => log.push(fields[0].name)).on('result', (row) => log.push(row.id)).on('end', () => resolve(log)); });"))
                    .asString()
                    .isEqualTo("[id, 1, 2]");
        }
    }

    @Test
    void aPoolLendsConnections() {
        assertThat(value("const pool = mysql.createPool(config); const count = (c) => new Promise((resolve, reject) =>"
                        + " c.query('SELECT COUNT(*) AS n FROM members', (error, rows) => error ? reject(error) : resolve(rows[0].n)));"
                        + "const lent = await new Promise((resolve, reject) => pool.getConnection((error, c) => error ? reject(error) : resolve(c)));"
                        + "const numbers = [await count(pool), await count(lent)]; lent.release();"
                        + "await new Promise((resolve) => pool.end(resolve));"
                        + "return numbers.concat(await count(pool).catch((error) => error.code));"))
                .asString()
                .isEqualTo("[2, 2, POOL_CLOSED]");
    }

    @Test
    void aTransactionThatIsNotEndedIsUndone() {
        LegacyMariaDb.run("CREATE OR REPLACE TABLE legacy.undone (v INT)");
        value(
                "await new Promise((resolve) => connection.beginTransaction(resolve)); await ask('INSERT INTO undone VALUES (1)'); return 1;");
        assertThat(LegacyMariaDb.value("SELECT COUNT(*) FROM legacy.undone")).isEqualTo("0");
    }

    @Test
    void aForgottenConnectionIsGivenBackEvenAfterTheDeadline() {
        assertThat(script.within(Duration.ofSeconds(2))
                        .find(
                                "async function getUser() { " + CONNECT + " await ask('SELECT SLEEP(60)'); }",
                                LegacyQuery.byId("1")))
                .isInstanceOf(LookupOutcome.Unavailable.class);
    }

    @Test
    void aQueryMayHaveATimeLimitOfItsOwn() {
        assertThat(
                        value(
                                "return ask({ sql: 'SELECT SLEEP(60)', timeout: 500 }).catch((error) => [error.code, error.fatal]);"))
                .isEqualTo(List.of("PROTOCOL_SEQUENCE_TIMEOUT", true));
    }

    @Test
    void aConnectionDoesNotShowItsPassword() {
        assertThat(value("return JSON.stringify(connection) + Object.keys(connection);"))
                .asString()
                .doesNotContain("s3cret");
    }
}
