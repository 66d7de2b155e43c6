package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MySqlModuleTest {

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    @AfterEach
    void close() {
        pools.close();
    }

    private SmallRun run() {
        return SmallRun.of(new MySqlModule(pools));
    }

    private SmallRun run(Duration limit) {
        return new SmallRun(new MySqlModule(pools), limit);
    }

    private static Object connect(SmallRun run) throws HostException {
        return run.call("connect", LegacyMariaDb.configuration());
    }

    private static List<?> rows(SmallRun run, Object handle, String sql) throws HostException {
        return (List<?>) ((Map<?, ?>) ((List<?>) run.call("query", handle, sql)).get(0)).get("rows");
    }

    private Object single(String sql) throws HostException {
        try (SmallRun run = run()) {
            return ((List<?>) rows(run, connect(run), sql).get(0)).get(0);
        }
    }

    private HostException refused(Map<String, ?> changes) {
        Map<String, Object> configuration = LegacyMariaDb.configuration();
        configuration.putAll(changes);
        try (SmallRun run = run(Duration.ofSeconds(5))) {
            return catchThrowableOfType(HostException.class, () -> run.call("connect", configuration));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    @Nested
    class Connections {

        @Test
        void areUsedAgain() throws HostException {
            assertThat(single("SELECT CONNECTION_ID()")).isEqualTo(single("SELECT CONNECTION_ID()"));
        }

        @Test
        void leaveNothingBehind() throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);
                rows(run, handle, "SELECT @secret := 'x'");
                run.call("query", handle, "CREATE TEMPORARY TABLE mine (i INT)");
                run.call("query", handle, "SET time_zone = '+05:00', NAMES latin1");
                run.call("query", handle, "USE information_schema");
                run.call("query", handle, "START TRANSACTION");
            }
            try (SmallRun run = run()) {
                Object handle = connect(run);
                assertThat(rows(
                                run,
                                handle,
                                "SELECT @secret, DATABASE(), @@in_transaction, @@character_set_client, 'é'"))
                        .isEqualTo(List.of(Arrays.asList(null, "legacy", "0", "utf8mb4", "é")));
                assertThat(rows(run, handle, "SELECT @@time_zone = @@global.time_zone"))
                        .isEqualTo(List.of(List.of("1")));
                assertThat(catchThrowableOfType(HostException.class, () -> rows(run, handle, "SELECT * FROM mine"))
                                .details())
                        .containsEntry("errno", 1146);
            }
        }

        @Test
        void areNotUsedAgainInAnotherDatabaseThanNone() throws HostException {
            Map<String, Object> none = LegacyMariaDb.configuration();
            none.remove("database");
            try (SmallRun run = run()) {
                run.call("query", run.call("connect", none), "USE legacy");
            }
            try (SmallRun run = run()) {
                assertThat(rows(run, run.call("connect", none), "SELECT DATABASE()"))
                        .isEqualTo(List.of(Arrays.asList((Object) null)));
            }
        }

        @Test
        void ofAnotherModuleAreNotTaken() throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);
                assertThat(catchThrowableOfType(HostException.class, () -> new PgModule(pools)
                                        .call("query", Arrays.asList(handle, "SELECT 1", null), run))
                                .kind())
                        .isEqualTo(HostException.Kind.MISUSE);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost,evil.example.org",
                    "localhost?allowLocalInfile=true",
                    "localhost/legacy?socketFactory=x",
                    "address=(host=localhost)",
                    "localhost:3306",
                    "a b",
                })
        void goToOneHostAndNothingElse(String host) {
            assertThat(refused(Map.of("host", host)).kind()).isEqualTo(HostException.Kind.BROKEN);
        }

        @Test
        void takeNoOptionsFromTheDatabasesName() {
            assertThat(refused(Map.of("database", "legacy?allowLocalInfile=true"))
                            .kind())
                    .isEqualTo(HostException.Kind.BROKEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"query", "execute"})
        void sendNoFileOfThisMachine(String function) throws HostException {
            LegacyMariaDb.run("SET GLOBAL local_infile = 1", "CREATE OR REPLACE TABLE legacy.stolen (line TEXT)");
            try (SmallRun run = run()) {
                Object handle = connect(run);
                assertThat(catchThrowableOfType(
                                        HostException.class,
                                        () -> run.call(
                                                function,
                                                handle,
                                                "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE stolen"))
                                .kind())
                        .isEqualTo(HostException.Kind.UNAVAILABLE);
            }
            assertThat(LegacyMariaDb.value("SELECT COUNT(*) FROM legacy.stolen"))
                    .isEqualTo("0");
        }

        @Test
        void doNotComeThroughAUnixSocket() {
            assertThat(refused(Map.of("socketPath", "/run/mysqld.sock"))).hasMessageContaining("not supported");
        }
    }

    @Nested
    class Deadlines {

        @ParameterizedTest
        @ValueSource(strings = {"query", "execute"})
        void endTheQueryOnTheServer(String function) throws HostException, InterruptedException {
            Object id;
            try (SmallRun run = run(Duration.ofSeconds(2))) {
                Object handle = connect(run);
                id = ((List<?>) rows(run, handle, "SELECT CONNECTION_ID()").get(0)).get(0);
                HostException failure = catchThrowableOfType(
                        HostException.class, () -> run.call(function, handle, "SELECT SLEEP(100)"));
                assertThat(failure.code()).isEqualTo("ETIMEDOUT");
                assertThat(failure.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
            }
            await(() -> LegacyMariaDb.value(
                            "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(100)%'")
                    .equals("0"));
            assertThat(single("SELECT CONNECTION_ID()")).isNotEqualTo(id);
        }

        @Test
        void boundTheConnectionToAServerThatSaysNothing() {
            try (FakeServer silent = FakeServer.that((in, out) -> in.readAllBytes());
                    SmallRun run = run(Duration.ofSeconds(1))) {
                Map<String, Object> configuration = LegacyMariaDb.configuration();
                configuration.put("port", (double) silent.port());
                assertThat(catchThrowableOfType(HostException.class, () -> run.call("connect", configuration))
                                .code())
                        .isEqualTo("ETIMEDOUT");
            }
        }

        @Test
        void boundTheConnectionToAServerThatDripsBytes() throws InterruptedException {
            AtomicInteger open = new AtomicInteger();
            try (FakeServer dripping = FakeServer.that((in, out) -> {
                        open.incrementAndGet();
                        try {
                            // The head of a packet of 200 kB.
                            out.write(new byte[] {0x40, 0x0d, 0x03, 0});
                            while (true) {
                                out.write(1);
                                out.flush();
                                Thread.sleep(50);
                            }
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        } finally {
                            open.decrementAndGet();
                        }
                    });
                    SmallRun run = run(Duration.ofSeconds(1))) {
                Map<String, Object> configuration = LegacyMariaDb.configuration();
                configuration.put("port", (double) dripping.port());
                assertThat(catchThrowableOfType(HostException.class, () -> run.call("connect", configuration))
                                .code())
                        .isEqualTo("ETIMEDOUT");
                await(() -> open.get() == 0);
            }
        }
    }

    @Test
    void runsThatForgetEverythingLeaveNothing() throws HostException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            boolean late = i % 2 == 0;
            try (SmallRun run = run(late ? Duration.ofMillis(300) : Duration.ofSeconds(30))) {
                if (late) {
                    assertThat(catchThrowableOfType(
                                    HostException.class, () -> run.call("query", connect(run), "SELECT SLEEP(50)")))
                            .isNotNull();
                } else {
                    run.call("query", connect(run), "SELECT 1");
                }
            }
        }
        assertThat(pools.active()).isZero();
        pools.close();
        await(() -> LegacyMariaDb.value("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'legacy'")
                .equals("0"));
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().matches("lazy-migration-(connect|cancel)")));
    }

    @Nested
    class Sizes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT REPEAT('x', 1000) FROM seq_1_to_30000",
                    "SELECT 1 FROM seq_1_to_3000000",
                    "SELECT REPEAT('x', 15000000), REPEAT('x', 15000000)",
                })
        void ofResultsAreBounded(String sql) throws HostException {
            try (SmallRun run = run()) {
                Object handle = connect(run);
                assertThat(catchThrowableOfType(HostException.class, () -> rows(run, handle, sql)))
                        .hasMessage("The result is too big");
            }
        }

        @Test
        void ofEncryptedResultsAreBoundedToo() throws HostException {
            Map<String, Object> configuration = LegacyMariaDb.configuration();
            configuration.put("ssl", Map.of("ca", LegacyMariaDb.certificate()));
            try (SmallRun run = run()) {
                Object handle = run.call("connect", configuration);
                assertThat(catchThrowableOfType(
                                HostException.class,
                                () -> rows(run, handle, "SELECT REPEAT('x', 1000) FROM seq_1_to_30000")))
                        .hasMessage("The result is too big");
            }
        }

        @Test
        void ofUsualResultsAreNot() throws HostException {
            assertThat((String) single("SELECT REPEAT('x', 8000000)")).hasSize(8_000_000);
        }
    }

    @Nested
    class Encryption {

        private Object cipher(Object ssl, String host) throws HostException {
            Map<String, Object> configuration = LegacyMariaDb.configuration();
            configuration.put("host", host);
            configuration.put("ssl", ssl);
            try (SmallRun run = run()) {
                return ((List<?>) rows(run, run.call("connect", configuration), "SHOW STATUS LIKE 'Ssl_cipher'")
                                .get(0))
                        .get(1);
            }
        }

        private HostException failure(Object ssl) {
            return refused(Map.of("ssl", ssl));
        }

        @Test
        void isOffUnlessAskedFor() throws HostException {
            assertThat(single("SHOW STATUS LIKE 'Ssl_cipher'")).isEqualTo("Ssl_cipher");
            assertThat(cipher(false, "localhost")).isEqualTo("");
        }

        @Test
        void takesAnyCertificateWhenToldTo() throws HostException {
            assertThat(cipher(Map.of("rejectUnauthorized", false), "localhost"))
                    .asString()
                    .isNotEmpty();
        }

        @Test
        void takesTheCertificateThatTheScriptNames() throws HostException {
            String certificate = LegacyMariaDb.certificate();
            assertThat(cipher(Map.of("ca", certificate), "localhost"))
                    .asString()
                    .isNotEmpty();
            assertThat(cipher(Map.of("ca", certificate + "\n" + certificate, "verifyIdentity", true), "localhost"))
                    .asString()
                    .isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"true", "Amazon RDS"})
        void refusesWhomJavaDoesNotTrust(String ssl) {
            assertThat(failure(ssl).code()).isEqualTo("HANDSHAKE_SSL_ERROR");
            assertThat(failure(Map.of()).code()).isEqualTo("HANDSHAKE_SSL_ERROR");
            assertThat(failure(true).code()).isEqualTo("HANDSHAKE_SSL_ERROR");
        }

        @Test
        void refusesACertificateForAnotherName() {
            Map<String, Object> ssl = Map.of("ca", LegacyMariaDb.certificate(), "verifyIdentity", true);

            assertThat(refused(Map.of("host", "127.0.0.1", "ssl", ssl)).code()).isEqualTo("HANDSHAKE_SSL_ERROR");
        }

        @Test
        void readsNoFiles() {
            assertThat(failure(Map.of("ca", "/etc/ssl/certs/ca-certificates.crt")))
                    .isNotNull();
            assertThat(failure(Map.of("ca", "file:///etc/ssl/certs/ca-certificates.crt")))
                    .isNotNull();
            assertThat(failure(Map.of("key", "k", "cert", "c"))).hasMessageContaining("not supported");
        }
    }

    /** Servers that want to do harm; a script's author may run one. */
    @Nested
    class HostileServers {

        private static final byte[] OK = packet(2, 0, 0, 0, 2, 0, 0, 0);

        private static byte[] packet(int sequence, int... bytes) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(bytes.length & 0xff);
            packet.write(bytes.length >> 8);
            packet.write(0);
            packet.write(sequence);
            for (int value : bytes) {
                packet.write(value);
            }
            return packet.toByteArray();
        }

        /** What a MySQL 5.5 says first, without TLS. */
        private static byte[] greeting() {
            ByteArrayOutputStream greeting = new ByteArrayOutputStream();
            greeting.write(10);
            greeting.writeBytes("5.5.5-10.6.0-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
            greeting.writeBytes(new byte[] {1, 0, 0, 0});
            greeting.writeBytes("12345678\0".getBytes(StandardCharsets.US_ASCII));
            greeting.writeBytes(new byte[] {(byte) 0xff, (byte) 0xf7, 45, 2, 0, 0x08, 0, 21});
            greeting.writeBytes(new byte[10]);
            greeting.writeBytes("123456789012\0".getBytes(StandardCharsets.US_ASCII));
            greeting.writeBytes("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
            byte[] body = greeting.toByteArray();
            int[] bytes = new int[body.length];
            for (int i = 0; i < body.length; i++) {
                bytes[i] = body[i];
            }
            return packet(0, bytes);
        }

        private static byte[] readPacket(InputStream in) throws IOException {
            byte[] head = in.readNBytes(4);
            if (head.length < 4) {
                throw new IOException("closed");
            }
            return in.readNBytes((head[0] & 0xff) + ((head[1] & 0xff) << 8));
        }

        /** Lets everybody in, and answers each query that is not the driver's own in its way. */
        private FakeServer that(Answer answer) {
            return FakeServer.that((in, out) -> {
                out.write(greeting());
                readPacket(in);
                out.write(OK);
                while (true) {
                    String command = new String(readPacket(in), StandardCharsets.UTF_8);
                    if (command.contains("hello")) {
                        answer.to(in, out);
                    } else {
                        out.write(packet(1, 0, 0, 0, 2, 0, 0, 0));
                    }
                }
            });
        }

        private interface Answer {
            void to(InputStream in, OutputStream out) throws IOException;
        }

        private HostException ask(FakeServer server, String function, String sql) {
            return ask(server, function, sql, Duration.ofSeconds(5));
        }

        private HostException ask(FakeServer server, String function, String sql, Duration limit) {
            Map<String, Object> configuration = LegacyMariaDb.configuration();
            configuration.put("port", (double) server.port());
            try (SmallRun run = run(limit)) {
                return catchThrowableOfType(
                        HostException.class, () -> run.call(function, run.call("connect", configuration), sql));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"query", "execute"})
        void getNoFile(String function) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            String sql = "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE hello";
            try (FakeServer thief = that((in, out) -> {
                byte[] name = "/etc/passwd".getBytes(StandardCharsets.US_ASCII);
                int[] request = new int[name.length + 1];
                request[0] = 0xfb;
                for (int i = 0; i < name.length; i++) {
                    request[i + 1] = name[i];
                }
                out.write(packet(1, request));
                received.writeBytes(in.readAllBytes());
            })) {
                assertThat(ask(thief, function, sql).kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
            }
            assertThat(received.toString(StandardCharsets.UTF_8)).doesNotContain("root");
        }

        @Test
        void canNotAnnounceMoreColumnsThanThereIsRoomFor() {
            try (FakeServer liar = that((in, out) -> out.write(packet(1, 0xfe, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0)))) {
                assertThat(ask(liar, "query", "hello").kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0", ""})
        void mayTalkNonsense(String nonsense) {
            try (FakeServer other = FakeServer.that((in, out) -> {
                out.write(nonsense.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                in.readNBytes(1);
            })) {
                HostException failure = ask(other, "query", "hello", Duration.ofSeconds(1));

                assertThat(failure.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
                assertThat(failure.getMessage()).doesNotContain("s3cret");
            }
        }

        /** MariaDB itself answers a {@code SELECT SLEEP(…)} that is killed with a row. */
        @Test
        void canNotAnswerWhenTheTimeIsUp() {
            try (SmallRun run = run(Duration.ofSeconds(2));
                    FakeServer late = that((in, out) -> {
                        while (!run.deadline().passed()) {
                            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                        }
                        out.write(packet(1, 0, 0, 0, 2, 0, 0, 0));
                    })) {
                Map<String, Object> configuration = LegacyMariaDb.configuration();
                configuration.put("port", (double) late.port());

                HostException failure = catchThrowableOfType(
                        HostException.class, () -> run.call("query", run.call("connect", configuration), "hello"));

                assertThat(failure).hasMessage("The time of this run is up: a database query");
                assertThat(failure.code()).isEqualTo("ETIMEDOUT");
            }
        }

        @Test
        void canNotFloodTheMemory() {
            try (FakeServer flood = that((in, out) -> {
                byte[] piece = new byte[1 << 16];
                Arrays.fill(piece, (byte) 1);
                // One packet after another of the greatest length, which belong together.
                while (true) {
                    out.write(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1});
                    for (int i = 0; i < 256; i++) {
                        out.write(piece, 0, i == 255 ? piece.length - 1 : piece.length);
                    }
                }
            })) {
                assertThat(ask(flood, "query", "hello")).hasMessage("The result is too big");
            }
        }
    }
}
