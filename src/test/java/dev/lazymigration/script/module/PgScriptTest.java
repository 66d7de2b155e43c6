package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgScriptTest {

    private static final String CONNECT = "const { Client } = require('pg');"
            + "const client = new Client({ connectionString: env.DB_CONNECTION_URI }); await client.connect(); ";

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
    private final NodeScript script = NodeScript.on(List.of(new PgModule(pools)))
            .env("DB_CONNECTION_URI", LegacyPostgres.connectionString("legacy:" + LegacyPostgres.PASSWORD));

    @AfterEach
    void nothingIsLent() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    /** What a script returns for the first column of the first row, as JSON. */
    private Object column(String query) {
        return script.value(CONNECT + "const result = await client.query(" + query + ");"
                + "return JSON.stringify(Object.values(result.rows[0])[0]);");
    }

    @Nested
    class Types {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "1::int2 | 1",
                    "-5::int4 | -5",
                    "9007199254740993::int8 | \"9007199254740993\"",
                    "7::oid | 7",
                    "1.50::numeric | \"1.50\"",
                    "1.5::float4 | 1.5",
                    "0.1::float8 | 0.1",
                    "true | true",
                    "false | false",
                    "NULL::int | null",
                    "'x'::text | \"x\"",
                    "'x'::varchar | \"x\"",
                    "'x'::char(3) | \"x  \"",
                    "'{\"b\":[1,null],\"a\":{}}'::json | {\"b\":[1,null],\"a\":{}}",
                    "'\"s\"'::jsonb | \"s\"",
                    "'null'::jsonb | null",
                    "'6f9619ff-8b86-d011-b42d-00cf4fc964ff'::uuid | \"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"",
                    "'192.0.2.1'::inet | \"192.0.2.1\"",
                    "'(1.5,-2)'::point | {\"x\":1.5,\"y\":-2}",
                    "'<(1,2),3>'::circle | {\"x\":1,\"y\":2,\"radius\":3}",
                    "'2020-01-02 03:04:05.678+00'::timestamptz | \"2020-01-02T03:04:05.678Z\"",
                    "'2020-06-02 03:04:05+02'::timestamptz | \"2020-06-02T01:04:05.000Z\"",
                    "'0044-03-15 12:00:00+00 BC'::timestamptz | \"-000043-03-15T12:00:00.000Z\"",
                    "'12:30'::time | \"12:30:00\"",
                    "interval '1 year 2 mons -3 days 04:05:06.789' |"
                            + " {\"years\":1,\"months\":2,\"days\":-3,\"hours\":4,\"minutes\":5,\"seconds\":6,"
                            + "\"milliseconds\":789}",
                    "interval '-00:00:01.5' | {\"seconds\":-1,\"milliseconds\":-500}",
                    "interval '0' | {}",
                    "ARRAY[1, NULL, 3] | [1,null,3]",
                    "ARRAY[[1, 2], [3, 4]] | [[1,2],[3,4]]",
                    "'[0:1]={5,6}'::int[] | [5,6]",
                    "ARRAY['a,b', 'c\"d', 'e\\f', '', 'NULL', NULL, ' g '] | [\"a,b\",\"c\\\"d\",\"e\\\\f\",\"\",\"NULL\",null,\" g \"]",
                    "ARRAY[]::text[] | []",
                    "ARRAY[true, false] | [true,false]",
                    "ARRAY[1::int8] | [\"1\"]",
                    "ARRAY[1.5::numeric] | [1.5]",
                    "ARRAY['{\"a\":1}'::jsonb] | [{\"a\":1}]",
                    "ARRAY['2020-01-02 03:04:05+00'::timestamptz] | [\"2020-01-02T03:04:05.000Z\"]",
                    "ARRAY['(1,2)'::point] | [{\"x\":1,\"y\":2}]",
                    "ARRAY[interval '1 day'] | [{\"days\":1}]",
                })
        void areThoseOfNodePostgres(String sql, String json) {
            assertThat(column("`SELECT " + sql.replace("\\", "\\\\") + "`")).isEqualTo(json);
        }

        @Test
        void thatJsonCanNotHoldAreRightToo() {
            assertThat(script.value(CONNECT + "const row = (await client.query(`SELECT 'NaN'::float8 AS a,"
                            + " 'Infinity'::float4 AS b, decode('00ff', 'hex') AS c, ARRAY[decode('01', 'hex')] AS d,"
                            + " '2020-01-02 03:04:05.006'::timestamp AS e, '2020-01-02'::date AS f,"
                            + " 'infinity'::timestamptz AS g, '0099-01-02'::date AS h`)).rows[0];"
                            + "return [isNaN(row.a), row.b === Infinity, Buffer.isBuffer(row.c), row.c.toString('hex'),"
                            + " row.d[0].toString('hex'), row.e.getTime() === new Date(2020, 0, 2, 3, 4, 5, 6).getTime(),"
                            + " row.f.getTime() === new Date(2020, 0, 2).getTime(), row.g === Infinity,"
                            + " row.h.getFullYear()];"))
                    .asString()
                    .isEqualTo("[true, true, true, 00ff, 01, true, true, true, 99]");
        }

        @Test
        void unknownToJavaScriptAreText() {
            LegacyPostgres.run("DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('glad', 'sad')");

            assertThat(column("`SELECT 'sad'::mood`")).isEqualTo("\"sad\"");
            assertThat(column("`SELECT ARRAY['sad'::mood]`")).isEqualTo("\"{sad}\"");
        }

        @Test
        void mayBeParsedByTheScript() {
            assertThat(script.value("const pg = require('pg'); pg.types.setTypeParser(pg.types.builtins.INT8,"
                            + " (value) => parseInt(value, 10));"
                            + "const client = new pg.Client(env.DB_CONNECTION_URI); client.connect();"
                            + "return typeof (await client.query('SELECT count(*) FROM pg_class')).rows[0].count;"))
                    .isEqualTo("number");
        }
    }

    @Nested
    class Parameters {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "$1::text | 'O\\'Brien \"x\"' | \"O'Brien \\\"x\\\"\"",
                    "$1::int | 41 | 41",
                    "$1::int | '41' | 41",
                    "$1::float8 | 1.25 | 1.25",
                    "$1::float8 | 1e21 | 1e+21",
                    "$1::text | 12345678901234567000 | \"12345678901234567000\"",
                    "$1::bool | true | true",
                    "$1::text | null | null",
                    "$1::text | undefined | null",
                    "$1::jsonb | { a: [1, { b: null }] } | {\"a\":[1,{\"b\":null}]}",
                    "$1::timestamptz | new Date(1577934245678) | \"2020-01-02T03:04:05.678Z\"",
                    "$1::int[] | [1, null, 3] | [1,null,3]",
                    "$1::int[] | [[1, 2], [3, 4]] | [[1,2],[3,4]]",
                    "$1::text[] | ['a,b', 'c\"d', 'e\\\\f', '', null, 'NULL'] | [\"a,b\",\"c\\\"d\",\"e\\\\f\",\"\",null,\"NULL\"]",
                    "$1::jsonb[] | [{ a: 'x\"y' }] | [{\"a\":\"x\\\"y\"}]",
                    "encode($1, 'hex') | Buffer.from([0, 1, 255]) | \"0001ff\"",
                    "encode(($1::bytea[])[1], 'hex') | [Buffer.from([0, 255])] | \"00ff\"",
                    "$1::interval | { toPostgres: () => '2 days' } | {\"days\":2}",
                    "5 = ANY($1) | [4, 5] | true",
                })
        void areSentAsNodePostgresSendsThem(String sql, String value, String json) {
            assertThat(column("`SELECT " + sql + "`, [" + value + "]")).isEqualTo(json);
        }

        @Test
        void areNeverPartOfTheText() {
            assertThat(column("'SELECT count(*)::int FROM pg_roles WHERE rolname = $1', [\"' OR '1'='1\"]"))
                    .isEqualTo("0");
        }

        @Test
        void areAnArray() {
            assertThat(script.error(CONNECT + "await client.query('SELECT $1', 'x');"))
                    .isEqualTo("Query values must be an array");
        }
    }

    @Nested
    class Clients {

        @Test
        void answerCallbacks() {
            assertThat(script.value("const { Client } = require('pg');"
                            + "return new Promise((resolve, reject) => {"
                            + "  const client = new Client({ host: 'localhost', port: '" + LegacyPostgres.port()
                            + "', user: 'legacy', password: env.DB_CONNECTION_URI.replace(/^.*legacy:|@localhost.*$/g,"
                            + " ''), database: 'postgres', max: 5, unknown: {} });"
                            + "  client.connect(function (error) {"
                            + "    if (error) return reject(error);"
                            + "    client.query('SELECT $1::text AS v', ['x'], function (error, result) {"
                            + "      if (error) return reject(error);"
                            + "      client.end((error) => resolve([result.rows[0].v, result.rowCount, result.command,"
                            + "        result.fields[0].name, error === undefined || error === null]));"
                            + "    });"
                            + "  });"
                            + "});"))
                    .asString()
                    .isEqualTo("[x, 1, SELECT, v, true]");
        }

        @Test
        void takeQueryObjects() {
            assertThat(script.value(CONNECT
                            + "const rows = (await client.query({ text: 'SELECT $1::int AS a, 2 AS a', values: [1],"
                            + " rowMode: 'array' })).rows;"
                            + "const named = (await client.query({ name: 'q', text: 'SELECT $1::int AS a, 2 AS a' },"
                            + " [1])).rows;"
                            + "const called = await new Promise((r) => client.query({ text: 'SELECT 3 AS a' },"
                            + " (e, result) => r(result.rows)));"
                            + "return JSON.stringify([rows, named, called]);"))
                    .isEqualTo("[[[1,2]],[{\"a\":2}],[{\"a\":3}]]");
        }

        @Test
        void giveAResultForEachStatement() {
            assertThat(script.value(CONNECT + "const results = await client.query('SELECT 1 AS a; SELECT 2 AS a');"
                            + "return results.map((result) => result.rows[0].a).join();"))
                    .isEqualTo("1,2");
        }

        @Test
        void holdTransactions() {
            assertThat(script.value(CONNECT + "await client.query('BEGIN');"
                            + "await client.query('CREATE TABLE gone (i int)'); await client.query('ROLLBACK');"
                            + "return (await client.query(\"SELECT to_regclass('gone') AS t\")).rows[0].t;"))
                    .isNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "await new Client(uri).query('SELECT 1') | Client is not connected: call connect() first",
                    "const c = new Client(uri); await c.connect(); await c.end(); await c.query('SELECT 1') |"
                            + " Client was closed and is not queryable",
                    "const c = new Client(uri); await c.connect(); await c.connect() |"
                            + " Client has already been connected. You cannot reuse a client.",
                    "const c = new Client(uri); await c.connect(); await c.query(null) |"
                            + " Client was passed a null or undefined query",
                    "const c = new Client(uri); await c.connect(); await c.query({}) |"
                            + " A query must have either text or a name. Supplying neither is unsupported.",
                    "await new Client('mysql://u@h/d').connect() |"
                            + " A connection string begins with postgres:// or postgresql://",
                })
        void complainLikeNodePostgres(String body, String message) {
            assertThat(script.error("const { Client } = require('pg'); const uri = env.DB_CONNECTION_URI; " + body))
                    .isEqualTo(message);
        }

        @Test
        void mayEndTwiceOrNever() {
            assertThat(script.value(CONNECT + "await client.end(); await client.end();"
                            + "await new Client(env.DB_CONNECTION_URI).connect(); return 'fine';"))
                    .isEqualTo("fine");
        }

        @Test
        void giveErrorsTheirCode() {
            assertThat(script.value(CONNECT + "try { await client.query('SELECT * FROM nowhere'); } catch (e) {"
                            + " return [e instanceof Error, e.code, e.message, e.severity, e.position]; }"))
                    .asString()
                    .isEqualTo("[true, 42P01, relation \"nowhere\" does not exist, ERROR, 15]");
        }

        @Test
        void keepTheirPasswordOutOfLogs() {
            assertThat(script.value("const { Client } = require('pg');"
                            + "const client = new Client({ user: 'u', password: 'hunter2', host: 'h' });"
                            + "return JSON.stringify(client) + require('util').inspect(client);"))
                    .asString()
                    .contains("\"host\":\"h\"")
                    .doesNotContain("hunter2");
        }

        @Test
        void escapeNamesAndValues() {
            assertThat(script.value("const { Client } = require('pg'); const client = new Client();"
                            + "return [client.escapeIdentifier('a\"b'), client.escapeLiteral(\"a'b\\\\c\")];"))
                    .isEqualTo(List.of("\"a\"\"b\"", " E'a''b\\\\c'"));
        }

        @Test
        void areEventEmitters() {
            assertThat(script.value(
                            "const { Client } = require('pg'); const client = new Client(env.DB_CONNECTION_URI);"
                                    + "client.on('error', () => {}); await client.connect();"
                                    + "const ended = new Promise((resolve) => client.once('end', () => resolve('ended')));"
                                    + "client.end(); return ended;"))
                    .isEqualTo("ended");
        }
    }

    @Nested
    class Pools {

        @Test
        void query() {
            assertThat(script.value("const { Pool } = require('pg@8.11.3');"
                            + "const pool = new Pool({ connectionString: env.DB_CONNECTION_URI, ssl: false, max: 1 });"
                            + "pool.on('error', () => {});"
                            + "const one = (await pool.query('SELECT $1::int AS a', [1])).rows[0].a;"
                            + "const two = await new Promise((r) => pool.query('SELECT 2 AS a', (e, x) => r(x.rows[0].a)));"
                            + "const failed = await pool.query('SELEC').catch((e) => e.code);"
                            + "await pool.end(); return [one, two, failed];"))
                    .asString()
                    .isEqualTo("[1, 2, 42601]");
        }

        @Test
        void tellWhoListensThatAClientIsConnected() {
            assertThat(script.value("const { Pool } = require('pg');"
                            + "const pool = new Pool({ connectionString: env.DB_CONNECTION_URI }); const heard = [];"
                            + "pool.on('connect', (client) => heard.push(typeof client.query));"
                            + "await pool.query('SELECT 1'); await pool.end(); return heard;"))
                    .asString()
                    .isEqualTo("[function]");
        }

        @Test
        void comeWithTheOtherPartsOfTheModule() {
            assertThat(script.value("const pg = require('pg'); return Object.keys(pg).sort();"))
                    .asString()
                    .isEqualTo(
                            "[Client, Pool, Result, connect, default, defaults, end, escapeIdentifier, escapeLiteral,"
                                    + " native, types]");
        }

        @Test
        void lendClients() {
            assertThat(script.value("const { Pool } = require('pg'); const pool = new Pool({ connectionString:"
                            + " env.DB_CONNECTION_URI });"
                            + "const client = await pool.connect(); const during = pool.totalCount;"
                            + "await client.query('SELECT 1'); client.release();"
                            + "const twice = (() => { try { client.release(); } catch (e) { return e.message; } })();"
                            + "const called = await new Promise((resolve) => pool.connect((error, client, release) => {"
                            + "  release(); resolve(error === null && pool.totalCount === 0); }));"
                            + "await pool.end(); const closed = await pool.connect().catch((e) => e.message);"
                            + "return [during, twice, called, closed];"))
                    .asString()
                    .isEqualTo("[1, Release called on client which has already been released to the pool., true,"
                            + " Cannot use a pool after calling end on the pool]");
        }
    }

    @Nested
    class OldStyle {

        private static final String BODY = "(env.DB_CONNECTION_URI, (error, client, done) => {"
                + " if (error) return reject(error);"
                + " client.query('SELECT $1::text AS v', ['x'], (error, result) => { done(); resolve(result.rows[0].v); });"
                + " })";

        @ParameterizedTest
        @ValueSource(strings = {"require('pg').connect", "require('pg@4.3.0')", "require('pg').default.connect"})
        void connectsWithADoneFunction(String connect) {
            assertThat(script.value("return new Promise((resolve, reject) => " + connect + BODY + ");"))
                    .isEqualTo("x");
        }

        @Test
        void passesAFailureOn() {
            assertThat(script.value("return new Promise((resolve) => require('pg').connect("
                            + "'postgres://legacy:wrong@localhost:" + LegacyPostgres.port() + "/postgres',"
                            + " (error, client, done) => { done(); resolve([error.code, client === undefined]); }));"))
                    .isEqualTo(List.of("28P01", true));
        }

        @Test
        void mayBeAwaited() {
            assertThat(
                            script.value(
                                    "const pg = require('pg').native || require('pg');"
                                            + "const client = await pg.connect({ connectionString: env.DB_CONNECTION_URI });"
                                            + "const v = (await client.query('SELECT 1 AS v')).rows[0].v; await client.end(); return v;"))
                    .asString()
                    .isEqualTo("1");
        }
    }

    @Test
    void aForgottenClientIsGivenBackEvenAfterTheDeadline() {
        assertThat(script.within(Duration.ofSeconds(1))
                        .find(
                                "async function getUser() { " + CONNECT
                                        + " await client.query('SELECT pg_sleep(30)'); }",
                                LegacyQuery.byId("1")))
                .isInstanceOf(LookupOutcome.Unavailable.class);
    }

    @Test
    void namesItsDefaults() {
        assertThat(
                        script.value(
                                "const pg = require('pg'); pg.defaults.user = 'somebody';"
                                        + "const client = new pg.Client(); return { host: client.host, port: client.port, user: client.user };"))
                .asString()
                .isEqualTo("{host=localhost, port=5432, user=somebody}");
    }
}
