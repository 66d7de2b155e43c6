package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle's driver as far as it goes without a database, from a JAR beside the class path. */
@Timeout(120)
class OracleModuleTest {

    private static final URLClassLoader DRIVERS = drivers();

    private final ConnectionPools pools =
            new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.parse("localhost, *.invalid"));

    private static URLClassLoader drivers() {
        try {
            return new URLClassLoader(new URL[] {
                Path.of("target", "drivers", "ojdbc11.jar").toUri().toURL()
            });
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void closeDrivers() throws IOException {
        DRIVERS.close();
    }

    @AfterEach
    void close() {
        assertThat(pools.active()).isZero();
        pools.close();
    }

    private record Installed(OracleTarget described) implements DatabaseTarget {

        @Override
        public String password() {
            return described.password();
        }

        @Override
        public Duration patience(Duration remaining) {
            return described.patience(remaining);
        }

        @Override
        public Wire connect(ReachableHosts hosts, Deadline deadline) throws HostException {
            return OracleWire.connect(described, OracleDriver.in(DRIVERS), hosts, deadline);
        }
    }

    private HostException refused(String connectString, Duration limit) {
        OracleModule module = new OracleModule(pools, configuration -> new Installed(OracleTarget.of(configuration)));
        try (SmallRun run = new SmallRun(module, limit)) {
            return catchThrowableOfType(
                    HostException.class,
                    () -> run.call(
                            "connect",
                            Map.of("user", "app", "password", "s3cret-password", "connectString", connectString)));
        }
    }

    private HostException refused(String connectString) {
        return refused(connectString, Duration.ofSeconds(20));
    }

    @Test
    void saysWhatToDoWhenThereIsNoDriver() {
        try (SmallRun run = SmallRun.of(new OracleModule(pools))) {
            HostException failure = catchThrowableOfType(
                    HostException.class,
                    () -> run.call("connect", Map.of("user", "app", "connectString", "localhost:1521/users")));

            assertThat(failure.kind()).isEqualTo(HostException.Kind.BROKEN);
            assertThat(failure).hasMessageContaining("ojdbc11.jar").hasMessageContaining("providers");
        }
    }

    @Test
    void saysThatNobodyListens() {
        HostException failure = refused("localhost:1/users");

        assertThat(failure.kind()).isEqualTo(HostException.Kind.UNAVAILABLE);
        assertThat(failure.code()).isEqualTo("ORA-12541");
        assertThat(failure.getMessage()).doesNotContain("s3cret");
    }

    @Test
    void saysThatTheNameIsUnknown() {
        assertThat(refused("no-such-host.invalid/users"))
                .hasMessageStartingWith("NJS-503: connection to host no-such-host.invalid port 1521");
    }

    @Test
    void doesNotReachForbiddenHosts() {
        assertThat(refused("127.0.0.1:1521/users").kind()).isEqualTo(HostException.Kind.BROKEN);
        assertThat(refused("169.254.169.254:1521/users")).hasMessageContaining("reachable-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "\0\0\0\0\0\0\0\0", ""})
    void survivesNonsense(String nonsense) {
        try (FakeServer other = FakeServer.that((in, out) -> {
            out.write(nonsense.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.readNBytes(1);
        })) {
            assertThat(refused("localhost:" + other.port() + "/users").kind())
                    .isEqualTo(HostException.Kind.UNAVAILABLE);
        }
    }

    @Test
    void endsAtTheDeadlineWhenTheServerSaysNothing() {
        try (FakeServer silent = FakeServer.that((in, out) -> in.readAllBytes())) {
            assertThat(refused("localhost:" + silent.port() + "/users", Duration.ofSeconds(2))
                            .kind())
                    .isEqualTo(HostException.Kind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "db | db:1521/",
                "db/users | db:1521/users",
                "//db:1522/users.example.org | db:1522/users.example.org",
                "tcp://db:1522/users:dedicated | db:1522/users",
                "[2001:db8::1]:1522/users | 2001:db8::1:1522/users",
                "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=users))) | db:1522/users",
                "(description= (address = (protocol = tcp)(host = db)(port = 1522)) (connect_data = (sid = ORCL))) | db:1522/ORCL",
            })
    void readsConnectStrings(String text, String expected) throws HostException {
        assertThat(OracleTarget.of(Map.of("user", "app", "connectString", text)))
                .hasToString("app@" + expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcps://db/users",
                "db/users?wallet_location=/etc",
                "ldap://db/users",
                "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=db)(PORT=1))(CONNECT_DATA=(SERVICE_NAME=u)))",
                "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=a)(PORT=1))(ADDRESS=(PROTOCOL=TCP)(HOST=b)(PORT=1)))",
                "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=a b)(PORT=1)))",
                "db/users)(SECURITY=x",
            })
    void refusesConnectStringsThatSayMore(String text) {
        assertThatThrownBy(() -> OracleTarget.of(Map.of("user", "app", "connectString", text)))
                .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(HostException.Kind.BROKEN));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "SELECT :a FROM t WHERE b = :1 | SELECT ? FROM t WHERE b = ? | a,1",
                "SELECT ':a', \":b\" /* :c */ FROM t -- :d | SELECT ':a', \":b\" /* :c */ FROM t -- :d |",
                "SELECT q'[it's :a]', nq'!:b!' , :c FROM t | SELECT q'[it's :a]', nq'!:b!' , ? FROM t | c",
                "SELECT 'it''s :a', :b FROM t | SELECT 'it''s :a', ? FROM t | b",
                "BEGIN x := 1; :r := f(:a); END; | BEGIN x := 1; ? := f(?); END; | r,a",
                "SELECT :a /* :b /* :c | SELECT ? /* :b /* :c | a",
                "SELECT :a, q'[:b q'[:c | SELECT ?, q'[:b q'[:c | a",
                "SELECT :a, q'!:b | SELECT ?, q'!:b | a",
                "SELECT :a, ':b | SELECT ?, ':b | a",
            })
    void findsBindVariables(String sql, String text, String names) {
        OracleText read = OracleText.of(sql);

        assertThat(read.text()).isEqualTo(text);
        assertThat(String.join(",", read.names())).isEqualTo(names == null ? "" : names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/* ", "q'[ ", "q'{ ", "q'( ", "q'< ", "q'! "})
    void looksForTheEndOfWhatHasNoneOnce(String beginning) {
        String sql = beginning.repeat(1_000_000);

        assertThat(OracleText.of(sql).text()).isEqualTo(sql);
    }
}
