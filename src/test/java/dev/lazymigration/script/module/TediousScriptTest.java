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

/** The modules tedious and mssql, on a stand-in for the server: {@link TsqlOnH2}. */
@Timeout(120)
class TediousScriptTest {

    private static final String OLD = "const config = { userName: 'sa', password: 's3cret', server: 'db.example.org',"
            + " options: { database: 'users', encrypt: true, rowCollectionOnRequestCompletion: true } };";
    private static final String NEW = "const config = { server: 'db.example.org', authentication: { type: 'default',"
            + " options: { userName: 'sa', password: 's3cret' } },"
            + " options: { database: 'users', encrypt: true, trustServerCertificate: true, port: 1433 } };";
    private static final String MSSQL = "const sql = require('mssql'); const config = { user: 'sa', password: 's3cret',"
            + " server: 'db.example.org', database: 'users', options: { encrypt: true } };";

    private final Connection keeper = TsqlOnH2.open("tedious");
    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
    private final NodeScript script = NodeScript.on(List.of(new MsSqlModule(pools, TsqlOnH2.insteadOf("tedious"))));

    @BeforeEach
    void createTables() throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS Membership");
            statement.execute(
                    "CREATE TABLE Membership (UserId int, UserName nvarchar(50), Email nvarchar(100),"
                            + " Salt varbinary(16), Approved bit, Created datetime2, Born date, Logins bigint, Score decimal(10, 2), Ratio float)");
            statement.execute("INSERT INTO Membership VALUES (7, 'ada', 'ada@example.org', X'0102', 1,"
                    + " '2020-01-02 03:04:05.678', '1815-12-10', 9007199254740993, 12.5, 0.5)");
            statement.execute("INSERT INTO Membership (UserId, UserName) VALUES (8, 'bob')");
        }
    }

    @AfterEach
    void nothingIsLent() throws SQLException {
        assertThat(pools.active()).isZero();
        pools.close();
        keeper.close();
    }

    /** Runs a request on a connection of tedious; {@code done(value)} ends it. */
    private Object request(String config, String body) {
        return script.value(config + "const { Connection, Request, TYPES } = require('tedious');"
                + "return new Promise((done, fail) => { const connection = new Connection(config);"
                + "connection.on('connect', (error) => { if (error) return fail(error); " + body + " }); });");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "connection.connect();", "connection.connect((error) => log.push(error === undefined));"})
    void connectsByItselfAndWhenAskedTo(String connect) {
        assertThat(
                        script.value(
                                NEW
                                        + "const { Connection } = require('tedious@11.0.3'); const connection = new Connection(config);"
                                        + "const log = []; const told = new Promise((resolve) =>"
                                        + " connection.on('debug', () => {}).on('errorMessage', () => {}).on('connect', (error) => { log.push(error === undefined); resolve(); }));"
                                        + connect
                                        + "await told; await new Promise((resolve) => setTimeout(resolve, 10)); return log.every(Boolean) && log.length > 0;"))
                .isEqualTo(true);
    }

    @Test
    void tellsALateListenerToo() {
        assertThat(
                        script.value(
                                OLD
                                        + "const { Connection } = require('tedious'); const connection = new Connection(config);"
                                        + "await new Promise((resolve) => setTimeout(resolve, 10));"
                                        + "return new Promise((resolve) => { connection.on('connect', (error) => resolve(error === undefined)); connection.connect(); });"))
                .isEqualTo(true);
    }

    /** The old way of ASP.NET membership: the rows are in the callback, by the places of their columns. */
    @Test
    void givesRowsToTheCallback() {
        assertThat(request(
                        OLD,
                        "const request = new Request('SELECT UserId, Email, Salt FROM Membership WHERE UserName = @Name',"
                                + " (error, count, rows) => { if (error) return fail(error);"
                                + " done([count, rows[0][0].value, rows[0][1].value, rows[0][2].value.toString('hex'), rows[0][1].metadata.colName]); });"
                                + "request.addParameter('Name', TYPES.VarChar, 'ada'); connection.execSql(request);"))
                .asString()
                .isEqualTo("[1, 7, ada@example.org, 0102, Email]");
    }

    @Test
    void givesRowsAsEventsByNameAndByPlace() {
        assertThat(request(
                        OLD,
                        "const seen = []; const request = new Request('SELECT UserId, UserName FROM Membership ORDER BY UserId',"
                                + " (error, count) => done([seen, count]));"
                                + "request.on('row', (columns) => { const names = []; columns.forEach((column) => names.push(column.metadata.colName));"
                                + " seen.push([columns.UserId.value, columns[1].value, columns.length, names, Object.keys(columns).length]); });"
                                + "connection.execSql(request);"))
                .asString()
                .isEqualTo("[[[7, ada, 2, [UserId, UserName], 2], [8, bob, 2, [UserId, UserName], 2]], 2]");
    }

    @Test
    void givesRowsAsObjectsWhenTheNamesAreToBeUsed() {
        assertThat(
                        request(
                                NEW + "config.options.useColumnNames = true;",
                                "const request = new Request('SELECT UserId, UserName FROM Membership WHERE UserId = 7', () => {});"
                                        + "request.on('row', (columns) => done([Object.keys(columns), columns.UserName.value])); connection.execSql(request);"))
                .asString()
                .isEqualTo("[[UserId, UserName], ada]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "execSql | columnMetadata, row, row, doneInProc, doneProc, callback, requestCompleted",
                "execSqlBatch | columnMetadata, row, row, done, callback, requestCompleted",
            })
    void tellsWhatHappensInItsOrder(String run, String order) {
        assertThat(request(
                        NEW,
                        "const log = []; const request = new Request('SELECT UserId FROM Membership', (error, count, rows) => log.push('callback'));"
                                + "['columnMetadata', 'row', 'doneInProc', 'done', 'doneProc'].forEach((name) => request.on(name, () => log.push(name)));"
                                + "request.on('requestCompleted', () => { log.push('requestCompleted'); connection.close(); });"
                                + "connection.on('end', () => done(log)); connection." + run + "(request);"))
                .asString()
                .isEqualTo("[" + order + "]");
    }

    @Test
    void tellsHowAStatementEnds() {
        assertThat(request(
                        NEW,
                        "const seen = []; const request = new Request('SELECT UserName FROM Membership ORDER BY UserId', () => done(seen));"
                                + "request.on('doneInProc', (count, more, rows) => seen.push([count, more, rows.length, rows[0][0].value]));"
                                + "request.on('doneProc', (count, more, status, rows) => seen.push([count, more, status, rows.length]));"
                                + "connection.execSql(request);"))
                .asString()
                .isEqualTo("[[2, true, 2, ada], [2, false, 0, 2]]");
    }

    @Test
    void tellsThoseWhoKnowNothingElseThatAStatementIsDone() {
        assertThat(
                        request(
                                NEW,
                                "const request = new Request('SELECT UserName FROM Membership ORDER BY UserId', () => {});"
                                        + "request.on('done', (count, more, rows) => done([count, more, rows[0][0].value])); connection.execSql(request);"))
                .asString()
                .isEqualTo("[2, false, ada]");
    }

    @Test
    void givesValuesTheTypesOfTedious() {
        assertThat(request(
                        NEW,
                        "const request = new Request('SELECT * FROM Membership WHERE UserId = 7', (error, count, rows) =>"
                                + " done(JSON.stringify(rows[0].map((column) => column.value))));"
                                + "connection.execSql(request);"))
                .isEqualTo(
                        "[7,\"ada\",\"ada@example.org\",{\"type\":\"Buffer\",\"data\":[1,2]},true,\"2020-01-02T03:04:05.678Z\","
                                + "\"1815-12-10T00:00:00.000Z\",\"9007199254740993\",12.5,0.5]");
        assertThat(request(
                        NEW,
                        "const request = new Request('SELECT * FROM Membership WHERE UserId = 8', (error, count, rows) =>"
                                + " done(rows[0].slice(2).every((column) => column.value === null)));"
                                + "connection.execSql(request);"))
                .isEqualTo(true);
        assertThat(request(
                        NEW + "config.options.useUTC = false;",
                        "const request = new Request('SELECT Created FROM Membership WHERE UserId = 7',"
                                + " (error, count, rows) => done(rows[0][0].value.getTime() === new Date(2020, 0, 2, 3, 4, 5, 678).getTime()));"
                                + "connection.execSql(request);"))
                .isEqualTo(true);
    }

    @Test
    void sendsValuesOfAllKinds() {
        assertThat(request(
                        NEW,
                        "const request = new Request('SELECT COUNT(*) AS n FROM Membership WHERE UserId = @i AND Approved = @b'"
                                + " + ' AND Created = @d AND Logins = @l AND Score = @s AND Salt = @x AND Born = @o AND Email LIKE @e', (error, count, rows) =>"
                                + " error ? fail(error) : done(rows[0].n.value));"
                                + "request.addParameter('i', TYPES.Int, '7'); request.addParameter('b', TYPES.Bit, true);"
                                + "request.addParameter('d', TYPES.DateTime2, new Date(Date.UTC(2020, 0, 2, 3, 4, 5, 678)));"
                                + "request.addParameter('l', TYPES.BigInt, '9007199254740993'); request.addParameter('s', TYPES.Decimal, 12.5, { precision: 10, scale: 2 });"
                                + "request.addParameter('x', TYPES.VarBinary, Buffer.from([1, 2])); request.addParameter('o', TYPES.Date, '1815-12-10');"
                                + "request.addParameter('e', TYPES.NVarChar, 'ada%'); connection.execSql(request);"))
                .asString()
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "TYPES.Int, 'x', Validation failed for parameter 'p'. Invalid number.",
        "TYPES.DateTime, 'x', Validation failed for parameter 'p'. Invalid date.",
        "TYPES.VarBinary, 'x', Validation failed for parameter 'p'. Invalid buffer.",
        "TYPES.Nothing, 'x', Validation failed for parameter 'p'. The type is none of TYPES.",
    })
    void refusesValuesThatAreNoneOfTheirType(String type, String value, String message) {
        assertThat(request(
                        NEW,
                        "const request = new Request('SELECT @p AS p', (error) => done(error.message));"
                                + "try { request.addParameter('p', " + type + ", '" + value
                                + "'); connection.execSql(request); } catch (e) { done(e.message); }"))
                .isEqualTo(message.strip());
    }

    @Test
    void tellsOfErrorsInTheirPlaces() {
        assertThat(request(
                        NEW,
                        "let told = null; connection.on('errorMessage', (message) => told = message.number);"
                                + "connection.execSql(new Request('SELECT * FROM Nothing', (error, count, rows) =>"
                                + " done([error.code, error.number, error.class, told, rows === undefined])));"))
                .asString()
                .isEqualTo("[EREQUEST, 208, 16, 208, true]");
    }

    @Test
    void doesNotRunARequestBeforeAndAfterTheConnection() {
        assertThat(script.value(OLD
                        + "const { Connection, Request } = require('tedious'); const connection = new Connection(config);"
                        + "const asked = () => new Promise((resolve) => connection.execSql(new Request('SELECT 1 AS n', (error) => resolve(error && error.code))));"
                        + "const before = await asked(); await new Promise((resolve) => { connection.on('connect', resolve); connection.connect(); });"
                        + "const during = await asked(); connection.close(); return [before, during, await asked()];"))
                .asString()
                .isEqualTo("[EINVALIDSTATE, null, EINVALIDSTATE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require('tedious').connect(config)", "require('tedious').default.connect(config)"})
    void hasTheConnectOfTheFreeGlobal(String connect) {
        assertThat(script.value(OLD
                        + "const sqlserver = require('tedious'); return new Promise((resolve) => { const connection = "
                        + connect + ";"
                        + "connection.on('debug', function (text) {}).on('errorMessage', function () {}).on('infoMessage', function () {});"
                        + "connection.on('connect', function (error) { const request = new sqlserver.Request('SELECT UserName FROM Membership WHERE UserId = @id',"
                        + " function (e, count, rows) { resolve([count, rows[0][0].value]); });"
                        + " request.addParameter('id', sqlserver.Types.Int, 7); connection.execSql(request); }); });"))
                .asString()
                .isEqualTo("[1, ada]");
    }

    @ParameterizedTest
    @CsvSource({
        "'{ server: \"h\\\\i\", userName: \"sa\", password: \"x\", options: {} }', The database host must be a host name or an IP address",
        "'{ server: \"h\", userName: \"sa\", password: \"x\", options: { instanceName: \"I\" } }', options.instanceName is not supported",
        "'{ server: \"h\", authentication: { type: \"azure-active-directory-password\", options: {} } }', The authentication type",
        "'{ server: \"h\", options: {} }', No database user is given",
    })
    void refusesWhatItCanNotDo(String config, String message) {
        assertThat(script.value("const { Connection } = require('tedious'); return new Promise((resolve) =>"
                        + " new Connection(" + config + ").on('connect', (error) => resolve(error.message)));"))
                .asString()
                .startsWith(message);
    }

    @Test
    void aConnectionDoesNotShowItsPassword() {
        assertThat(
                        script.value(
                                NEW + MSSQL.replace("const config", "const other")
                                        + "return JSON.stringify([new (require('tedious').Connection)(config), new sql.ConnectionPool(other)]);"))
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void mssqlAnswersWithRecords() {
        assertThat(script.value(MSSQL + "await sql.connect(config);"
                        + "const result = await sql.query`SELECT UserId, UserName FROM Membership WHERE UserId = ${7} AND UserName IN (${['ada', 'eve']})`;"
                        + "await sql.close(); return [result.recordset, result.recordsets.length, result.rowsAffected,"
                        + " result.recordset.columns.UserName.name, result.recordset.length];"))
                .asString()
                .isEqualTo("[[{UserId=7, UserName=ada}], 1, [1], UserName, 1]");
    }

    @Test
    void mssqlTakesInputsWithAndWithoutType() {
        assertThat(
                        script.value(
                                MSSQL + "const pool = await new sql.ConnectionPool(config).connect();"
                                        + "const one = await pool.request().input('id', sql.Int, 7).input('name', sql.NVarChar(50), 'ada')"
                                        + ".query('SELECT Email FROM Membership WHERE UserId = @id AND UserName = @name');"
                                        + "const two = await pool.request().input('id', 7).input('name', 'ada').query('SELECT Email FROM Membership WHERE UserId = @id AND UserName = @name');"
                                        + "const changed = await new sql.Request(pool).input('id', 8).query('UPDATE Membership SET Approved = 1 WHERE UserId = @id');"
                                        + "await pool.close(); return [one.recordset[0].Email, two.recordset[0].Email, changed.rowsAffected, changed.recordset === undefined];"))
                .asString()
                .isEqualTo("[ada@example.org, ada@example.org, [1], true]");
    }

    @Test
    void mssqlTakesCallbacks() {
        assertThat(
                        script.value(
                                MSSQL + "return new Promise((resolve) => sql.connect(config, (error) => {"
                                        + " new sql.Request().query('SELECT UserName FROM Membership WHERE UserId = 7', (failure, result) => resolve([error, failure, result.recordset])); }));"))
                .asString()
                .isEqualTo("[null, null, [{UserName=ada}]]");
    }

    @Test
    void mssqlPreparesStatements() {
        assertThat(
                        script.value(
                                MSSQL
                                        + "const pool = await sql.connect(config); const statement = new sql.PreparedStatement(pool);"
                                        + "statement.input('id', sql.Int); await statement.prepare('SELECT UserName FROM Membership WHERE UserId = @id');"
                                        + "const names = [(await statement.execute({ id: 7 })).recordset[0].UserName, (await statement.execute({ id: 8 })).recordset[0].UserName];"
                                        + "await statement.unprepare(); return names.concat(await statement.execute({ id: 7 }).catch((e) => e.code));"))
                .asString()
                .isEqualTo("[ada, bob, ENOTPREPARED]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Server=db.example.org,1433;Database=users;User Id=sa;Password=s3cret;Encrypt=true",
                "Data Source=tcp:db.example.org,1433;Initial Catalog=users;UID=sa;PWD=\"s3;cret\";TrustServerCertificate=yes",
                "mssql://sa:s3cret@db.example.org:1433/users?encrypt=true",
            })
    void mssqlTakesConnectionStrings(String text) {
        assertThat(
                        script.value(
                                "const sql = require('mssql'); const pool = await sql.connect('" + text + "');"
                                        + "return (await pool.query('SELECT UserName FROM Membership WHERE UserId = 7')).recordset[0].UserName;"))
                .isEqualTo("ada");
    }

    @Test
    void mssqlTellsOfErrors() {
        assertThat(
                        script.value(
                                MSSQL + "const pool = await sql.connect(config);"
                                        + "const wrong = await pool.query('SELECT * FROM Nothing').catch((e) => [e.name, e.code, e.number, e instanceof sql.RequestError]);"
                                        + "let injected; try { pool.request().input('a;b', 1); } catch (e) { injected = e.code; }"
                                        + "await pool.close(); return [wrong, injected, await pool.query('SELECT 1').catch((e) => [e.name, e.code])];"))
                .asString()
                .isEqualTo("[[RequestError, EREQUEST, 208, true], EINJECT, [ConnectionError, ECONNCLOSED]]");
    }
}
