package dev.lazymigration.server;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.TraceCollector;

/**
 * A server that its test classes may stop and kill, and leave running for the next one; it ends with the JVM. To build
 * one for each would cost the build more than a minute. Other nodes can join it. It has Keycloak's older token exchange, which alone takes tokens
 * of identity providers, and the older fine-grained permissions, which alone allow it.
 *
 * @param postgres with Keycloak's database, and room for legacy ones
 * @param traces takes the traces of all requests
 */
record RestartedServer(Postgres postgres, KeycloakServer server, TraceCollector traces) {

    static final String DATABASE = "keycloak";
    private static final String PASSWORD = "keycloak-database-password";

    private static RestartedServer running;

    static synchronized RestartedServer get() {
        if (running == null) {
            Postgres postgres = Postgres.launch();
            postgres.createDatabase(DATABASE, PASSWORD);
            TraceCollector traces = TraceCollector.launch();
            running = new RestartedServer(
                    postgres,
                    KeycloakServer.named("restarted")
                            .onPostgres(postgres.jdbcUrl(DATABASE), DATABASE, PASSWORD)
                            .clustered()
                            .features("token-exchange", "admin-fine-grained-authz:v1")
                            .buildOption("--tracing-enabled=true")
                            .buildOption("--tracing-jdbc-enabled=false")
                            .option("--tracing-endpoint=" + traces.url())
                            // Whoever waits for the answer to somebody else's question has a share of the time of all
                            // slots. With ten of them the last in a line of fifty threads is told to try again when a
                            // look-up takes a sixth of a second, as it may on a busy machine.
                            .option("--spi-storage--lazy-migration--runs-at-a-time=1000")
                            // Or each test of traces would wait for them for five seconds.
                            .javaOption("-Dquarkus.otel.bsp.schedule.delay=PT0.1S")
                            .option("--tracing-protocol=http/protobuf")
                            .launch(),
                    traces);
        }
        return running;
    }

    KeycloakTables tables() {
        return new KeycloakTables(postgres, DATABASE);
    }
}
