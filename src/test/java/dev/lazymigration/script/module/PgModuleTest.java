package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgModuleTest {

    private ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    @AfterEach
    void close() {
        pools.close();
    }

    private void limit(PoolLimits limits) {
        pools.close();
        pools = new ConnectionPools(limits, ReachableHosts.DEFAULT);
    }

    private SmallRun run() {
        return SmallRun.of(new PgModule(pools));
    }

    private SmallRun run(Duration limit) {
        return new SmallRun(new PgModule(pools), limit);
    }

    private static Object connect(SmallRun run) throws HostException {
        return run.call("connect", LegacyPostgres.configuration());
    }

    private static List<?> results(SmallRun run, Object handle, String text, Object... values) throws HostException {
        return (List<?>) run.call("query", handle, text, values.length == 0 ? null : Arrays.asList(values));
    }

    private static List<?> rows(SmallRun run, Object handle, String text, Object... values) throws HostException {
        return (List<?>) ((Map<?, ?>) results(run, handle, text, values).get(0)).get("rows");
    }

    private static List<Object> each(List<?> results, String property) {
        List<Object> values = new ArrayList<>();
        results.forEach(result -> values.add(((Map<?, ?>) result).get(property)));
        return values;
    }

    private Object single(String text, Object... values) throws HostException {
        try (SmallRun run = run()) {
            return ((List<?>) rows(run, connect(run), text, values).get(0)).get(0);
        }
    }

    private HostException failure(Map<String, Object> changes) {
        Map<String, Object> configuration = LegacyPostgres.configuration();
        configuration.putAll(changes);
        try (SmallRun run = run(Duration.ofSeconds(5))) {
            return catchThrowableOfType(HostException.class, () -> run.call("connect", configuration));
        }
    }

    private HostException failure(String text, Object... values) throws HostException {
        try (SmallRun run = run()) {
            Object handle = connect(run);
            return catchThrowableOfType(HostException.class, () -> results(run, handle, text, values));
        }
    }

    @Nested
    class Queries {

        @Test
        void giveAResultLikeNodePostgres() throws HostException {
            try (SmallRun run = run()) {
                assertThat(results(run, connect(run), "SELECT 1 AS a, NULL::text AS b, 'x'::varchar AS a"))
                        .singleElement()
                        .isEqualTo(Map.of(
                                "command",
                                "SELECT",
                                "rowCount",
                                1L,
                                "fields",
                                List.of(
                                        Map.of("name", "a", "dataTypeID", 23L),
                                        Map.of("name", "b", "dataTypeID", 25L),
                                        Map.of("name", "a", "dataTypeID", 1043L)),
                                "rows",
                                List.of(Arrays.asList("1", null, "x"))));
            }
        }

        @Test
        void mayHoldSeveralStatementsWithoutParameters() throws HostException {
            try (SmallRun run = run()) {
                List<?> results = results(
                        run,
                        connect(run),
                        "CREATE TEMP TABLE t (i int); INSERT INTO t VALUES (1), (2); SELECT * FROM t WHERE i > 5;"
                                + "; WITH x AS (SELECT 7) SELECT * FROM x");

                assertThat(each(results, "command")).containsExactly("CREATE", "INSERT", "SELECT", "SELECT");
                assertThat(each(results, "rowCount")).containsExactly(null, 2L, 0L, 1L);
            }
        }

        @Test
        void mayBeEmpty() throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);

                assertThat((Map<?, ?>) results(run, handle, "").get(0))
                        .hasFieldOrPropertyWithValue("command", null)
                        .hasFieldOrPropertyWithValue("rowCount", null);
                assertThat(rows(run, handle, "SELECT 1")).hasSize(1);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '`',
                value = {
                    "SELECT $1::text || $2::text || $1; aba",
                    "SELECT LOWER($1) || UPPER($2); aB",
                    "SELECT '$1 it''s' || $1::text || $2::text; $1 it'sab",
                    "SELECT E'\\'$2' || $1::text || $2::text; '$2ab",
                    "SELECT $q$ $1 ' $q$ || $1::text || $2::text; $1 ' ab",
                    "SELECT \"$1\" FROM (SELECT $1::text || $2::text AS \"$1\") x -- $3; ab",
                    "SELECT /* $3 /* ' */ */ $1::text || $2::text; ab",
                    "SELECT (jsonb_build_object('k', $1::text) ? $2)::text; false",
                    "SELECT '{fn now()}' || $1::text || $2::text; {fn now()}ab",
                    "SELECT x FROM unnest(ARRAY[$1, $2]) x ORDER BY 1 DESC; b",
                    "SELECT $2::text || $1::text; ba",
                })
        void findTheirPlaceholdersAsTheServerDoes(String text, String expected) throws HostException {
            assertThat(single(text, "a", "b")).asString().isEqualToIgnoringWhitespace(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "SELECT $1::int + 1, 41, 42",
            "SELECT $1::numeric, 1.50, 1.50",
            "SELECT $1::bool, true, t",
            "SELECT $1::uuid, 6F9619FF-8B86-D011-B42D-00CF4FC964FF, 6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            "SELECT ($1::timestamptz = '2020-01-02 03:04:05.678+00')::text, 2020-01-02T03:04:05.678+00:00, true",
            "SELECT $1::date, 2020-01-02, 2020-01-02",
            "SELECT $1::json ->> 'k', '{\"k\":\"v\"}', v",
            "SELECT ($1::text[])[2], '{\"a\",\"b,c\"}', 'b,c'",
            "SELECT 1 WHERE 5 = $1, 5, 1",
        })
        void letTheServerInferTheTypesOfParameters(String text, String value, String expected) throws HostException {
            assertThat(single(text, value)).isEqualTo(expected);
        }

        @Test
        void takeNullAndBytes() throws HostException {
            assertThat(single("SELECT ($1::text IS NULL)::text", (Object) null)).isEqualTo("true");
            assertThat(single("SELECT encode($1, 'hex')", new byte[] {0, 1, (byte) 255}))
                    .isEqualTo("0001ff");
        }

        @Test
        void takeNothingElse() throws HostException {
            assertThat(failure("SELECT $1", List.of()).kind()).isEqualTo(HostException.Kind.MISUSE);
        }

        @Test
        void keepTextAsItIs() throws HostException {
            assertThat(single("SELECT $1::text", "Größe 𝄞 'quoted' \\ \"x\"")).isEqualTo("Größe 𝄞 'quoted' \\ \"x\"");
        }

        @Test
        void endWithAnErrorWhenTheResultIsTooBig() throws HostException {
            assertThat(failure("SELECT repeat('x', 1000) FROM generate_series(1, 30000)"))
                    .hasMessageContaining("maxResultBuffer");
        }
    }

    @Nested
    class Failures {

        @Test
        void nameTheRefusingHost() throws IOException {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }

            assertThat(failure(Map.of("port", (double) port)))
                    .hasMessage("connect ECONNREFUSED localhost:" + port)
                    .extracting(HostException::code, HostException::kind)
                    .containsExactly("ECONNREFUSED", HostException.Kind.UNAVAILABLE);
        }

        @Test
        void nameTheUnknownHost() {
            assertThat(failure(Map.of("host", "legacy.invalid")))
                    .hasMessage("getaddrinfo ENOTFOUND legacy.invalid")
                    .extracting(HostException::code)
                    .isEqualTo("ENOTFOUND");
        }

        @Test
        void keepAWrongPasswordToThemselves() {
            HostException failure = failure(Map.of("password", "wr0ng-and-secret"));

            assertThat(failure.code()).isEqualTo("28P01");
            assertThat(failure.details()).containsEntry("severity", "FATAL");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("wr0ng").doesNotContain("jdbc:");
            }
        }

        @Test
        void saySoWhenTheServerNeverAnswers() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    SmallRun run = run(Duration.ofSeconds(5))) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("port", (double) silent.getLocalPort());
                configuration.put("connectionTimeoutMillis", 200.0);

                assertThatThrownBy(() -> run.call("connect", configuration))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
                assertThat(run.deadline().passed()).isFalse();
            }
        }

        @Test
        void saySoWhenTheServerHasNoEncryption() {
            assertThat(failure(Map.of("ssl", true)).kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
        }

        @Test
        void tellWhichTableIsMissing() throws HostException {
            assertThat(failure("SELECT * FROM nowhere WHERE id = $1", "1"))
                    .hasMessage("relation \"nowhere\" does not exist")
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo("42P01");
                        assertThat(e.details()).containsEntry("position", "15").containsEntry("severity", "ERROR");
                    });
        }

        @Test
        void tellWhichConstraintIsHurt() throws HostException {
            assertThat(failure(
                            "CREATE TEMP TABLE c (id int CONSTRAINT c_key PRIMARY KEY); INSERT INTO c VALUES (1), (1)"))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo("23505");
                        assertThat(e.details())
                                .containsEntry("constraint", "c_key")
                                .containsEntry("table", "c")
                                .containsEntry("detail", "Key (id)=(1) already exists.");
                    });
        }

        @Test
        void countParametersAsTheServerDoes() throws HostException {
            assertThat(failure("SELECT $1::text, $2::text", "a").code()).isEqualTo("08P01");
            assertThat(failure("SELECT 1; SELECT $1::text", "a").code()).isEqualTo("42601");
        }

        @Test
        void leaveTheConnectionUsable() throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);
                assertThatThrownBy(() -> results(run, handle, "SELECT nothing", "a"))
                        .isInstanceOf(HostException.class);
                assertThatThrownBy(() -> results(run, handle, "SELEC")).isInstanceOf(HostException.class);

                assertThat(rows(run, handle, "SELECT $1", "a")).isEqualTo(List.of(List.of("a")));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"COPY (SELECT 1) TO STDOUT", "COPY pg_class FROM STDIN"})
        void coverCopyWhichHasNoPlaceInAScript(String text) throws HostException {
            assertThat(failure(text)).isNotNull();
            assertThat(single("SELECT 1")).isEqualTo("1");
        }
    }

    @Nested
    class Connections {

        private static final String PID = "SELECT pg_backend_pid()";

        @Test
        void areReusedByTheNextRun() throws HostException {
            assertThat(single(PID)).isEqualTo(single(PID));
        }

        @Test
        void areNotSharedBetweenAccounts() throws HostException {
            LegacyPostgres.run("DO $$ BEGIN CREATE ROLE other LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
            Object legacy = single("SELECT current_user");
            try (SmallRun run = run()) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("user", "other");

                assertThat(rows(run, run.call("connect", configuration), "SELECT current_user"))
                        .isEqualTo(List.of(List.of("other")));
            }
            assertThat(legacy).isEqualTo("legacy");
        }

        @Test
        void areGivenBackByEnd() throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);
                run.call("end", handle);

                assertThat(pools.active()).isZero();
                assertThatThrownBy(() -> results(run, handle, "SELECT 1")).isInstanceOf(HostException.class);
            }
        }

        @Test
        void areGivenBackWhenTheScriptForgetsThem() throws HostException {
            try (SmallRun run = run()) {
                connect(run);
                connect(run);
                assertThat(pools.active()).isEqualTo(2);
            }

            assertThat(pools.active()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"INSERT INTO kept VALUES (1)", "INSERT INTO kept VALUES (1); SELECT 1/0"})
        void rollBackWhatWasLeftOpen(String text) throws HostException {
            LegacyPostgres.run("DROP TABLE IF EXISTS kept; CREATE TABLE kept (i int)");
            try (SmallRun run = run()) {
                Object handle = connect(run);
                results(run, handle, "BEGIN");
                try {
                    results(run, handle, text);
                } catch (HostException e) {
                    assertThat(e.code()).isEqualTo("22012");
                }
            }

            assertThat(single("SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(LegacyPostgres.value(
                            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'legacy' AND state LIKE 'idle in%'"))
                    .isEqualTo("0");
        }

        @Test
        void forgetSettingsOfTheLastRun() throws HostException {
            Object pid;
            try (SmallRun run = run()) {
                Object handle = connect(run);
                pid = rows(run, handle, PID);
                results(
                        run,
                        handle,
                        "SET search_path = pg_catalog; SET application_name = 'script';"
                                + " CREATE TEMP TABLE left_over (i int); PREPARE p AS SELECT 1; SET SESSION CHARACTERISTICS"
                                + " AS TRANSACTION READ ONLY");
            }
            try (SmallRun run = run()) {
                Object handle = connect(run);

                assertThat(rows(run, handle, PID)).isEqualTo(pid);
                assertThat(rows(
                                run,
                                handle,
                                "SELECT current_setting('search_path'), current_setting('application_name'),"
                                        + " to_regclass('pg_temp.left_over'), (SELECT count(*) FROM"
                                        + " pg_prepared_statements), current_setting('default_transaction_read_only')"))
                        .isEqualTo(List.of(
                                Arrays.asList("\"$user\", public", "keycloak-lazy-migration", null, "0", "off")));
            }
        }

        @Test
        void areReplacedWhenTheServerHasDroppedThem() throws HostException {
            Object pid = single(PID);
            LegacyPostgres.run("SELECT pg_terminate_backend(" + pid + ")");
            try (SmallRun run = run()) {
                Object handle = connect(run);
                try {
                    results(run, handle, "SELECT 1");
                } catch (HostException e) {
                    assertThat(e.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
                }
            }

            assertThat(single(PID)).isNotEqualTo(pid);
        }

        @Test
        void areClosedWhenTheyWereIdleForLong() throws HostException {
            limit(new PoolLimits(2, 2, Duration.ZERO, Duration.ofMinutes(1)));
            Object pid = single(PID);

            LegacyPostgres.run("DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = " + pid
                    + ") LOOP PERFORM pg_sleep(0.01); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
            assertThat(single(PID)).isNotEqualTo(pid);
        }

        @Test
        void areNotKeptWhenTheyAreTooOld() throws HostException {
            limit(new PoolLimits(2, 2, Duration.ofMinutes(1), Duration.ZERO));

            assertThat(single(PID)).isNotEqualTo(single(PID));
        }

        @Test
        void ofTheLeastRecentlyUsedTargetAreClosed() throws HostException {
            limit(new PoolLimits(2, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)));
            Object pid = single(PID);
            try (SmallRun run = run()) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("database", "template1");
                run.call("connect", configuration);
            }

            assertThat(single(PID)).isNotEqualTo(pid);
        }

        @Test
        void thatAreLentWhenThePoolsCloseAreClosedLater() throws HostException {
            Object pid;
            try (SmallRun run = run()) {
                Object handle = connect(run);
                pools.close();
                pid = rows(run, handle, PID);
            }

            assertThat(pools.active()).isZero();
            assertThat(List.of(List.of(single(PID)))).isNotEqualTo(pid);
        }
    }

    @Nested
    @Timeout(60)
    class Places {

        @BeforeEach
        void limitToOne() {
            limit(PoolLimits.DEFAULT.withConnections(1));
        }

        private Map<String, Object> configuration(ServerSocket server) {
            Map<String, Object> configuration = LegacyPostgres.configuration();
            configuration.put("port", (double) server.getLocalPort());
            return configuration;
        }

        @Test
        void areFreeAgainAfterFailedAttempts() {
            for (int i = 0; i < 3; i++) {
                assertThat(failure(Map.of("password", "wrong")).code()).isEqualTo("28P01");
            }
            assertThat(pools.active()).isZero();
        }

        @Test
        void areNotHeldByWhoeverFailsToConnectWhileAnotherWaits() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Thread> connecting = new CopyOnWriteArrayList<>();
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Callable<String> attempt = () -> {
                    connecting.add(Thread.currentThread());
                    try (SmallRun run = run()) {
                        return catchThrowableOfType(
                                        HostException.class, () -> run.call("connect", configuration(server)))
                                .code();
                    }
                };
                Future<String> first = threads.submit(attempt);
                Future<String> second = threads.submit(attempt);
                await(() -> connecting.size() == 2
                        && connecting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
                CompletableFuture.runAsync(() -> hangUpOnAll(server));

                assertThat(first.get()).isEqualTo("ECONNRESET");
                assertThat(second.get()).isEqualTo("ECONNRESET");
            } finally {
                threads.shutdownNow();
            }
        }

        private static void hangUpOnAll(ServerSocket server) {
            while (!server.isClosed()) {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Test
        void areGivenToTheNextInLine() throws Exception {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            List<Thread> waiting = new CopyOnWriteArrayList<>();
            try (SmallRun run = run()) {
                Object handle = connect(run);
                Future<Object> next = threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return single("SELECT 1");
                });
                await(() -> waiting.size() == 1 && waiting.get(0).getState() == Thread.State.TIMED_WAITING);
                run.call("end", handle);

                assertThat(next.get()).isEqualTo("1");
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void areWaitedForNoLongerThanTheScriptAllows() throws HostException {
            Map<String, Object> configuration = LegacyPostgres.configuration();
            configuration.put("connectionTimeoutMillis", 100.0);
            try (SmallRun holder = run();
                    SmallRun waiting = run()) {
                holder.call("connect", configuration);

                assertThatThrownBy(() -> waiting.call("connect", configuration))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("in use");
                assertThat(waiting.deadline().passed()).isFalse();
            }
        }

        /** One for all pools of this JVM, those that another test has left open included. */
        @Test
        @Timeout(60)
        void areSweptByAThreadThatEndsWithTheLastPool() {
            assertThat(sweepers()).isNotEmpty();

            pools.close();

            await(() -> sweepers().isEmpty());
        }

        private static List<Thread> sweepers() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("commons-pool-evictor"))
                    .toList();
        }

        private static void await(BooleanSupplier condition) {
            while (!condition.getAsBoolean()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Keycloak sends one to a look-up that takes too long ({@code ServicesUtils#timeBound}). */
    @Nested
    class AnInterrupt {

        @Test
        @Timeout(60)
        void duringAQueryLeavesAConnectionThatWorks() throws Exception {
            limit(PoolLimits.DEFAULT.withConnections(1));
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread lookup = new Thread(() -> {
                try (SmallRun run = run()) {
                    results(run, connect(run), "SELECT pg_sleep(0.5) /* interrupted */");
                    interrupted.complete(Thread.interrupted());
                } catch (HostException | RuntimeException e) {
                    interrupted.completeExceptionally(e);
                }
            });
            lookup.start();
            LegacyPostgres.run("DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE state = 'active' AND"
                    + " query LIKE '%/* interrupted */%' AND pid <> pg_backend_pid()) LOOP PERFORM pg_sleep(0.01);"
                    + " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
            lookup.interrupt();

            assertThat(interrupted.get())
                    .as("the interrupt is left to its sender")
                    .isTrue();
            lookup.join();
            assertThat(pools.active()).isZero();
            assertThat(single("SELECT 1")).isEqualTo("1");
        }

        @Test
        @Timeout(60)
        void endsTheWaitForAConnection() throws HostException {
            limit(PoolLimits.DEFAULT.withConnections(1));
            try (SmallRun holder = run();
                    SmallRun waiting = run(Duration.ofMinutes(1))) {
                connect(holder);
                Thread.currentThread().interrupt();

                assertThatThrownBy(() -> connect(waiting))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("interrupted");
                assertThat(Thread.interrupted()).isTrue();
            }

            assertThat(pools.active()).isZero();
            assertThat(single("SELECT 1")).isEqualTo("1");
        }
    }

    @Nested
    class Deadlines {

        @ParameterizedTest
        @ValueSource(doubles = {0, 60_000})
        void endTheWaitForAServerThatNeverAnswers(double timeout) throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    SmallRun run = run(Duration.ofMillis(300))) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("port", (double) silent.getLocalPort());
                configuration.put("connectionTimeoutMillis", timeout);

                assertThatThrownBy(() -> run.call("connect", configuration))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
                assertThat(run.deadline().passed()).isTrue();
            }

            assertThat(pools.active()).isZero();
        }

        @Test
        void cancelARunningQueryOnTheServer() throws HostException {
            try (SmallRun run = run(Duration.ofSeconds(1))) {
                Object handle = connect(run);

                assertThatThrownBy(() -> results(run, handle, "SELECT pg_sleep(30) /* slow */"))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("ETIMEDOUT"));
            }

            assertThat(pools.active()).isZero();
            LegacyPostgres.run("DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_stat_activity WHERE state = 'active' AND"
                    + " query LIKE '%/* slow */%' AND pid <> pg_backend_pid()) LOOP PERFORM pg_sleep(0.01);"
                    + " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
            assertThat(single("SELECT 1")).isEqualTo("1");
        }

        @Test
        void endTheWaitForAConnection() throws HostException {
            limit(PoolLimits.DEFAULT.withConnections(1));
            try (SmallRun holder = run();
                    SmallRun waiting = run(Duration.ofMillis(200))) {
                connect(holder);

                assertThatThrownBy(() -> connect(waiting))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("in use");
            }
        }

        @Test
        void leaveNoQueryToStartAfterThem() throws HostException {
            try (SmallRun run = run(Duration.ZERO)) {
                assertThatThrownBy(() -> connect(run)).isInstanceOf(HostException.class);
            }
        }

        @Test
        void leaveNoTimeToConnectWhateverTheScriptAllows() throws HostException {
            try (SmallRun run = run(Duration.ZERO)) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("connectionTimeoutMillis", 60_000.0);

                assertThatThrownBy(() -> run.call("connect", configuration))
                        .isInstanceOf(HostException.class)
                        .hasMessageContaining("time of this run is up");
            }
        }

        @Test
        void mayBeShortenedForOneStatementByTheScript() throws HostException {
            try (SmallRun run = run()) {
                Map<String, Object> configuration = LegacyPostgres.configuration();
                configuration.put("statement_timeout", 50.0);
                Object handle = run.call("connect", configuration);

                assertThatThrownBy(() -> results(run, handle, "SELECT pg_sleep(30)"))
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo("57014"));
            }
        }
    }

    @Test
    void servesManyRunsWithFewConnections() throws InterruptedException, ExecutionException {
        limit(PoolLimits.DEFAULT.withConnections(3));
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Object>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String value = "value " + i;
                answers.add(threads.submit(() -> single("SELECT $1::text", value)));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(answers.get(i).get()).isEqualTo("value " + i);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(pools.active()).isZero();
        assertThat(Integer.parseInt(
                        LegacyPostgres.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'legacy'")))
                .isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy:s3cret%2Fp%40ss%3Aw%23rd%3F100%25", "legacy:" + LegacyPostgres.PASSWORD})
    void connectsWithAConnectionString(String account) throws HostException {
        try (SmallRun run = run()) {
            Object handle = run.call("connect", Map.of("connectionString", LegacyPostgres.connectionString(account)));

            assertThat(rows(run, handle, "SELECT current_user")).isEqualTo(List.of(List.of("legacy")));
        }
    }
}
