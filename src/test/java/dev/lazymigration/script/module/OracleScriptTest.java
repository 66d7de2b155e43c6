package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module oracledb, on H2 in its compatibility mode: an Oracle database can not be run here. */
@Timeout(120)
class OracleScriptTest {

    private static final String CONNECT = "const oracledb = require('oracledb');"
            + "const connection = await oracledb.getConnection({ user: 'app', password: 's3cret', connectString: 'db.example.org:1521/users' });";

    private final Connection keeper = OracleOnH2.open("oracle");
    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
    private final NodeScript script = NodeScript.on(List.of(new OracleModule(pools, OracleOnH2.insteadOf("oracle"))));

    @BeforeEach
    void createTables() throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS members");
            statement.execute(
                    "CREATE TABLE members (id NUMBER(10), mail VARCHAR2(100), salt RAW(16), created TIMESTAMP,"
                            + " born DATE, note CLOB, score NUMBER(10, 2))");
            statement.execute(
                    "INSERT INTO members VALUES (7, 'ada@example.org', X'0102', TIMESTAMP '2020-01-02 03:04:05.678',"
                            + " DATE '1815-12-10', 'first', 12.5)");
            statement.execute("INSERT INTO members (id, mail) VALUES (8, 'bob@example.org')");
        }
    }

    @AfterEach
    void nothingIsLent() throws SQLException {
        assertThat(pools.active()).isZero();
        pools.close();
        keeper.close();
    }

    /** The way of the scripts that were written for Auth0. */
    @Test
    void answersCallbacks() {
        assertThat(
                        script.value(
                                "const oracledb = require('oracledb'); oracledb.outFormat = oracledb.OBJECT; return new Promise((resolve, reject) =>"
                                        + " oracledb.getConnection({ user: 'app', password: 's3cret', connectString: 'db.example.org/users' }, function (error, connection) {"
                                        + "  if (error) return reject(error);"
                                        + "  connection.execute('SELECT id, mail FROM members WHERE mail = :mail', ['ada@example.org'], function (failure, result) {"
                                        + "   connection.close(function (closing) { failure ? reject(failure) : resolve([result.rows, closing === null]); }); }); }));"))
                .asString()
                .isEqualTo("[[{ID=7, MAIL=ada@example.org}], true]");
    }

    @Test
    void answersPromises() {
        assertThat(
                        script.value(
                                CONNECT
                                        + "const result = await connection.execute('SELECT id, mail FROM members WHERE id = :id', { id: 7 });"
                                        + "await connection.close(); return [result.rows, result.metaData.map((column) => column.name)];"))
                .asString()
                .isEqualTo("[[[7, ada@example.org]], [ID, MAIL]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id = :1 AND mail = :2 | [7, 'ada@example.org']",
                "id = :id AND mail = :mail | { id: 7, mail: 'ada@example.org' }",
                "id = :ID AND :id = id | { id: 7 }",
                "id = :id AND id = :id | [7, 7]",
                "id = :id AND mail <> ':no' | { ':id': 7 }",
                "id = :id /* :no */ -- :no | { id: { val: 7, dir: oracledb.BIND_IN, type: oracledb.NUMBER } }",
                "id=:id | { id: '7' }",
                "id = 7 |",
            })
    void bindsVariables(String condition, String binds) {
        assertThat(script.value(CONNECT
                        + "return (await connection.execute(decodeURIComponent('SELECT mail FROM members WHERE "
                        + condition.replace("'", "%27") + "')" + (binds == null ? "" : ", " + binds) + ")).rows;"))
                .asString()
                .isEqualTo("[[ada@example.org]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{}", "{ id: 1 }"})
    void refusesAStatementWithoutAllItsValues(String binds) {
        assertThat(script.error(
                        CONNECT + "await connection.execute('SELECT 1 FROM members WHERE id = :id AND mail = :mail', "
                                + binds + ");"))
                .isEqualTo("NJS-098: no value is given for the bind variable :" + (binds.equals("{}") ? "id" : "mail"));
    }

    @Test
    void givesValuesTheTypesOfNode() {
        assertThat(script.value(CONNECT
                        + "const row = (await connection.execute('SELECT * FROM members WHERE id = 7', [], { outFormat: oracledb.OUT_FORMAT_OBJECT })).rows[0];"
                        + "return [row.ID, row.SALT.toString('hex'), row.CREATED.getTime() === new Date(2020, 0, 2, 3, 4, 5, 678).getTime(),"
                        + " row.BORN.getTime() === new Date(1815, 11, 10).getTime(), row.NOTE, row.SCORE];"))
                .asString()
                .isEqualTo("[7, 0102, true, true, first, 12.5]");
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.execute('SELECT * FROM members WHERE id = 8')).rows[0].slice(2).every((v) => v === null);"))
                .isEqualTo(true);
    }

    @Test
    void changesNothingWithoutACommit() {
        String change =
                CONNECT + "const result = await connection.execute('UPDATE members SET mail = :mail', { mail: 'x' }";
        assertThat(script.value(change + "); return result.rowsAffected;"))
                .asString()
                .isEqualTo("2");
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.execute(\"SELECT COUNT(*) FROM members WHERE mail = 'x'\")).rows[0][0];"))
                .asString()
                .isEqualTo("0");
        script.value(change + ", { autoCommit: true }); return 1;");
        script.value(change.replace("'x'", "'y'") + "); await connection.commit(); return 1;");
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.execute(\"SELECT COUNT(*) FROM members WHERE mail = 'y'\")).rows[0][0];"))
                .asString()
                .isEqualTo("2");
    }

    @Test
    void boundsResults() {
        for (String sql : List.of(
                "SELECT REPEAT('x', 17000000)::CLOB FROM dual",
                "SELECT REPEAT('x', 100000) FROM SYSTEM_RANGE(1, 1000)",
                "SELECT X FROM SYSTEM_RANGE(1, 1000000)")) {
            assertThat(script.error(CONNECT + "await connection.execute(`" + sql + "`);"))
                    .isEqualTo("The result is too big");
        }
    }

    @Test
    void limitsRows() {
        assertThat(
                        script.value(
                                CONNECT
                                        + "return (await connection.execute('SELECT id FROM members ORDER BY id', [], { maxRows: 1 })).rows;"))
                .asString()
                .isEqualTo("[[7]]");
    }

    @Test
    void hasPools() {
        assertThat(
                        script.value(
                                "const oracledb = require('oracledb');"
                                        + "const pool = await oracledb.createPool({ user: 'app', password: 's3cret', connectString: 'db.example.org/users' });"
                                        + "const one = await pool.getConnection(); const two = await oracledb.getConnection(); const three = await oracledb.getPool().getConnection();"
                                        + "const rows = await Promise.all([one, two, three].map((c) => c.execute('SELECT 1 FROM dual')));"
                                        + "await Promise.all([one, two, three].map((c) => c.release())); await pool.close(0);"
                                        + "return [rows.length, await pool.getConnection().catch((e) => e.code), await one.execute('SELECT 1 FROM dual').catch((e) => e.code)];"))
                .asString()
                .isEqualTo("[3, NJS-065, NJS-003]");
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(script.value(CONNECT + "return JSON.stringify(connection);"))
                .asString()
                .doesNotContain("s3cret");
    }
}
