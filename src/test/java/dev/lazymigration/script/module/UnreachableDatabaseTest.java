package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.HostModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases on hosts that the operator does not let scripts reach, with every driver. */
class UnreachableDatabaseTest {

    static List<Named<Function<ConnectionPools, HostModule>>> drivers() {
        return List.of(
                Named.of("pg", PgModule::new),
                Named.of("mysql", MySqlModule::new),
                Named.of("mssql", MsSqlModule::new));
    }

    private static Map<String, Object> configuration(String host, int port) {
        return Map.of("host", host, "port", (double) port, "user", "legacy", "password", "s3cret", "database", "users");
    }

    @ParameterizedTest
    @MethodSource("drivers")
    @Timeout(60)
    void isRefusedWithoutAnyAttemptToConnect(Function<ConnectionPools, HostModule> driver) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConnectionPools pools =
                        new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.parse("db.example.org, 192.0.2.0/24"));
                SmallRun run = SmallRun.of(driver.apply(pools))) {
            for (String host : List.of("localhost", "127.0.0.1")) {
                HostException failure = catchThrowableOfType(
                        HostException.class, () -> run.call("connect", configuration(host, server.getLocalPort())));

                assertThat(failure.kind()).isEqualTo(HostException.Kind.BROKEN);
                assertThat(failure)
                        .hasMessageContaining("may not connect to " + host)
                        .hasMessageContaining("reachable-hosts");
            }
            server.setSoTimeout(200);
            assertThat(catchThrowableOfType(SocketTimeoutException.class, server::accept))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    @Timeout(60)
    void isNotReachedThroughALinkLocalAddress(Function<ConnectionPools, HostModule> driver) {
        try (ConnectionPools pools = new ConnectionPools(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);
                SmallRun run = SmallRun.of(driver.apply(pools))) {
            assertThat(catchThrowableOfType(
                                    HostException.class,
                                    () -> run.call("connect", configuration("169.254.169.254", 80)))
                            .kind())
                    .isEqualTo(HostException.Kind.BROKEN);
        }
    }
}
