package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft's driver as far as it goes without a SQL Server, which can not be run here. */
@Timeout(120)
class MsSqlModuleTest {

    private final ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    @AfterEach
    void close() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    private HostException refused(Map<String, ?> changes, Duration limit) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                "host", "localhost", "port", 1.0, "user", "sa", "password", "s3cret-password", "database", "users"));
        configuration.putAll(changes);
        try (SmallRun run = new SmallRun(new MsSqlModule(pools), limit)) {
            return catchThrowableOfType(HostException.class, () -> run.call("connect", configuration));
        }
    }

    private HostException refused(Map<String, ?> changes) {
        return refused(changes, Duration.ofSeconds(10));
    }

    @Test
    void saysThatNobodyListens() {
        HostException failure = refused(Map.of());

        assertThat(failure.code()).isEqualTo("ESOCKET");
        assertThat(failure).hasMessage("Failed to connect to localhost:1 - connect ECONNREFUSED localhost:1");
        assertThat(failure.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
    }

    @Test
    void saysThatTheNameIsUnknown() {
        HostException failure = refused(Map.of("host", "no-such-host.invalid"));

        assertThat(failure.code()).isEqualTo("ESOCKET");
        assertThat(failure).hasMessageContaining("getaddrinfo ENOTFOUND no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\0\0\0\0\0\0\0\0\0\0", ""})
    void survivesNonsense(String nonsense) {
        for (boolean encrypt : List.of(true, false)) {
            try (FakeServer other = FakeServer.that((in, out) -> {
                out.write(nonsense.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                in.readNBytes(1);
            })) {
                HostException failure = refused(Map.of("port", (double) other.port(), "encrypt", encrypt));

                assertThat(failure.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
                assertThat(failure.getMessage()).doesNotContain("s3cret", "ClientConnectionId");
            }
        }
    }

    @Test
    void survivesATlsHandshakeThatIsNone() {
        try (FakeServer other = FakeServer.that((in, out) -> {
            readTdsPacket(in);
            // The answer to a PRELOGIN: version, and that encryption is on.
            out.write(new byte[] {
                4, 1, 0, 26, 0, 0, 1, 0, 0, 0, 11, 0, 6, 1, 0, 17, 0, 1, (byte) 0xff, 16, 0, 0, 0, 0, 0, 1
            });
            out.flush();
            readTdsPacket(in);
            out.write("nonsense instead of a handshake".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(refused(Map.of("port", (double) other.port())).kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
        }
    }

    private static void readTdsPacket(InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        in.readNBytes(((head[2] & 0xff) << 8 | head[3] & 0xff) - 8);
    }

    @Test
    void endsAtTheDeadlineWhenTheServerSaysNothing() {
        try (FakeServer silent = FakeServer.that((in, out) -> in.readAllBytes())) {
            assertThat(refused(Map.of("port", (double) silent.port()), Duration.ofSeconds(1))
                            .code())
                    .isEqualTo("ETIMEOUT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"db\\instance", "db,1433", "db;trustServerCertificate=true", "tcp:db", "db:1433"})
    void takesAHostAndNothingElse(String host) {
        assertThat(refused(Map.of("host", host)).kind()).isEqualTo(HostException.Kind.BROKEN);
    }

    @Test
    void declaresParametersForTheServer() throws HostException {
        TsqlBatch batch = TsqlBatch.of(
                "SELECT @id, @name",
                List.of(
                        Map.of("name", "id", "type", "int", "value", 7.0),
                        Map.of("name", "größe", "type", "decimal(10,2)", "value", "1.5"),
                        Map.of("name", "out", "type", "nvarchar(max)", "output", true)));

        assertThat(batch.declarations()).isEqualTo("@id int, @größe decimal(10,2), @out nvarchar(max) OUTPUT");
    }

    @ParameterizedTest
    @CsvSource({"a b, int", "'', int", "a, 'int, @b int'", "a, INT", "a, nvarchar(max) output", "@a, int", "1a, int"})
    void refusesDeclarationsThatSayMore(String name, String type) {
        assertThat(catchThrowableOfType(
                                HostException.class,
                                () -> TsqlBatch.of("SELECT 1", List.of(Map.of("name", name, "type", type))))
                        .kind())
                .isEqualTo(HostException.Kind.MISUSE);
    }

    @Test
    void refusesValuesOfOtherKinds() {
        assertThat(catchThrowableOfType(
                                HostException.class,
                                () -> TsqlBatch.of(
                                        "SELECT 1", List.of(Map.of("name", "a", "type", "int", "value", List.of(1)))))
                        .kind())
                .isEqualTo(HostException.Kind.MISUSE);
        assertThat(catchThrowableOfType(HostException.class, () -> TsqlBatch.of("SELECT 1", Arrays.asList("x")))
                        .kind())
                .isEqualTo(HostException.Kind.MISUSE);
    }
}
