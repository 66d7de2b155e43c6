package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Microsoft's driver sends for us, and what we make of the answers, on a {@link FakeSqlServer}. */
@Timeout(120)
class MsSqlWireTest {

    private static final String SQL =
            "DECLARE @n int = @@ROWCOUNT; SELECT UserId, '@id ?' /* {fn now()} */ AS Mail FROM [a?] WHERE UserId = @id";

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    @AfterEach
    void close() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    private NodeScript script() {
        return NodeScript.on(List.of(new MsSqlModule(pools)));
    }

    private static Map<String, Object> configuration(FakeSqlServer server) {
        return Map.of(
                "host",
                "localhost",
                "port",
                (double) server.port(),
                "user",
                "sa",
                "password",
                "s3cret-password",
                "encrypt",
                false);
    }

    private static String tedious(FakeSqlServer server, String body) {
        return "const { Connection, Request, TYPES } = require('tedious'); const connection = new Connection({ server: 'localhost',"
                + " userName: 'sa', password: 's3cret-password', options: { port: " + server.port()
                + ", rowCollectionOnRequestCompletion: true } });"
                + "return new Promise((done, fail) => connection.on('connect', (error) => { if (error) return done([error.code, error.number, error.message]);"
                + body + " }));";
    }

    @Test
    void aRequestWithParametersCarriesTheTextAsItIs() {
        try (FakeSqlServer server = FakeSqlServer.answering(
                FakeSqlServer.row("UserId", 7, "Mail", "ada@example.org"),
                FakeSqlServer.counted(1),
                FakeSqlServer.returned(0),
                FakeSqlServer.end())) {
            Object value = script().value(
                            tedious(
                                    server,
                                    "const request = new Request(decodeURIComponent('" + SQL.replace("'", "%27")
                                            + "'), (error, count, rows) =>"
                                            + " error ? fail(error) : done([count, rows[0].UserId.value, rows[0][1].value, rows[0][1].metadata.colName]));"
                                            + "request.addParameter('id', TYPES.Int, 7); request.addParameter('mail', TYPES.NVarChar, 'größe'); connection.execSql(request);"));

            assertThat(value).asString().isEqualTo("[1, 7, ada@example.org, Mail]");
            assertThat(server.requests().get(0)).satisfies(request -> {
                assertThat(request.type()).isEqualTo(3);
                assertThat(request.holds("EXEC sp_executesql ")).isTrue();
                assertThat(request.holds(SQL)).isTrue();
                assertThat(request.holds("@id int, @mail nvarchar(4000)")).isTrue();
                assertThat(request.holds("größe")).isTrue();
            });
        }
    }

    @Test
    void aRequestWithoutParametersIsABatch() throws HostException {
        try (FakeSqlServer server = FakeSqlServer.answering(
                        FakeSqlServer.printed("hello"),
                        FakeSqlServer.row("n", 1, "t", "x"),
                        FakeSqlServer.counted(1),
                        FakeSqlServer.end());
                SmallRun run = SmallRun.of(new MsSqlModule(pools))) {
            Map<?, ?> answer = (Map<?, ?>)
                    run.call("run", run.call("connect", configuration(server)), "SELECT 1 AS n {d '2020-01-01'}", null);

            assertThat(((Map<?, ?>) ((List<?>) answer.get("results")).get(0)).get("rows"))
                    .isEqualTo(List.of(List.of(1, "x")));
            assertThat((List<?>) answer.get("messages"))
                    .singleElement()
                    .asString()
                    .contains("hello");
            assertThat(server.requests().get(0).type()).isEqualTo(1);
            assertThat(server.requests().get(0).holds("SELECT 1 AS n {d '2020-01-01'}"))
                    .isTrue();
        }
    }

    @Test
    void aProcedureIsCalledWithItsOutputs() {
        try (FakeSqlServer server = FakeSqlServer.answering(
                FakeSqlServer.returned(0),
                FakeSqlServer.output(5, "", "42"),
                FakeSqlServer.output(6, "", "3"),
                FakeSqlServer.end())) {
            Object value = script().value(tedious(
                    server,
                    "const request = new Request('dbo.find', (error) => error && fail(error)); const seen = [];"
                            + "request.addParameter('mail', TYPES.VarChar, 'x'); request.addOutputParameter('id', TYPES.Int);"
                            + "request.on('returnValue', (name, value) => seen.push(name, value)); request.on('doneProc', (count, more, status) => done(seen.concat(status)));"
                            + "connection.callProcedure(request);"));

            assertThat(value).asString().isEqualTo("[id, 42, 3]");
            assertThat(server.requests()
                            .get(0)
                            .holds("EXEC @lm_return_status = dbo.find @mail = @mail, @id = @id OUTPUT"))
                    .isTrue();
        }
    }

    @Test
    void anErrorOfTheServerIsThatOfTedious() {
        try (FakeSqlServer server = FakeSqlServer.answering(
                FakeSqlServer.error(208, "Invalid object name 'nothing'."), FakeSqlServer.failed())) {
            assertThat(
                            script().value(
                                            tedious(
                                                    server,
                                                    "connection.execSql(new Request('SELECT * FROM nothing', (error) => done([error.code, error.number, error.class, error.message])));")))
                    .asString()
                    .isEqualTo("[EREQUEST, 208, 16, Invalid object name 'nothing'.]");
        }
    }

    @Test
    void aRefusedLoginIsThatOfTedious() {
        try (FakeSqlServer server = FakeSqlServer.refusingLogins()) {
            assertThat(script().value(tedious(server, "done('in');")))
                    .asString()
                    .isEqualTo("[ELOGIN, 18456, Login failed for user 'sa'.]");
        }
    }

    @Test
    void theDeadlineCancelsTheRequestOnTheServer() throws HostException, InterruptedException {
        try (FakeSqlServer server = FakeSqlServer.answering();
                SmallRun run = new SmallRun(new MsSqlModule(pools), Duration.ofSeconds(2))) {
            Object handle = run.call("connect", configuration(server));

            assertThat(catchThrowableOfType(
                                    HostException.class, () -> run.call("run", handle, "WAITFOR DELAY '1:00'", null))
                            .code())
                    .isEqualTo("ETIMEDOUT");
            while (server.requests().stream().noneMatch(FakeSqlServer.Message::isAttention)) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void aConnectionIsResetForTheNextRun() throws HostException {
        try (FakeSqlServer server = FakeSqlServer.answering(FakeSqlServer.end())) {
            for (int i = 0; i < 2; i++) {
                try (SmallRun run = SmallRun.of(new MsSqlModule(pools))) {
                    run.call("run", run.call("connect", configuration(server)), "SELECT " + i, null);
                }
            }
            assertThat(server.requests())
                    .extracting(FakeSqlServer.Message::resets)
                    .containsExactly(false, true, false, true);
            assertThat(server.requests().get(1).holds("ROLLBACK TRANSACTION")).isTrue();
        }
    }
}
