package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;

/**
 * A real Keycloak: the distribution, the JAR that users install, {@code kc.sh build} and {@code kc.sh start}.
 *
 * <pre>{@code
 * try (KeycloakServer server = KeycloakServer.named("mine").launch()) {
 *     server.admin().realms().findAll();
 * }
 * }</pre>
 */
public final class KeycloakServer implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "admin";

    /** Without the JVM's second compiler, which does not pay in the first minutes. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final Duration BOOT = Duration.ofMinutes(5);
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    private final Builder options;
    private final KeycloakDistribution distribution;
    private final ServerLog log;
    private final HttpClient http = PlainHttp.client();
    private final Thread closer = new Thread(this::killForGood, "stop-keycloak");
    private volatile Process process;
    private volatile boolean ended;
    private Keycloak admin;

    private KeycloakServer(Builder options, KeycloakDistribution distribution, String logName) {
        this.options = options;
        this.distribution = distribution;
        this.log = new ServerLog(distribution.home().resolve(logName));
        options.listeners.forEach(log::onLine);
    }

    /** A server to be, whose files will be in a directory of that name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The options of a server; without any: with our JAR, on an H2 file, on free ports. */
    public static final class Builder {

        private final String name;
        private final List<String> buildOptions = new ArrayList<>(List.of("--health-enabled=true"));
        private final List<String> startOptions = new ArrayList<>();
        private final List<String> javaOptions = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<Consumer<String>> listeners = new ArrayList<>();
        private final Map<Path, String> files = new LinkedHashMap<>();
        private String database = "dev-file";
        private String cache = "local";
        private boolean withProvider = true;
        private boolean developmentMode;
        private String logLevels = "";
        private int port;
        private int managementPort;

        private Builder(String name) {
            this.name = name;
        }

        /** Keeps Keycloak's own tables in a PostgreSQL database. */
        public Builder onPostgres(String jdbcUrl, String user, String password) {
            return on("postgres", jdbcUrl, user, password);
        }

        /** Keeps Keycloak's own tables in a MariaDB database. */
        public Builder onMariaDb(String jdbcUrl, String user, String password) {
            return on("mariadb", jdbcUrl, user, password);
        }

        private Builder on(String vendor, String jdbcUrl, String user, String password) {
            database = vendor;
            startOptions.addAll(List.of("--db-url=" + jdbcUrl, "--db-username=" + user, "--db-password=" + password));
            return this;
        }

        /** One of several nodes, which find each other in their database. */
        public Builder clustered() {
            cache = "ispn";
            // Nobody else may join, and a machine without a network has nothing but this address.
            return javaOption("-Djgroups.bind.address=127.0.0.1");
        }

        /** A distribution without our JAR. */
        public Builder withoutProviderJar() {
            withProvider = false;
            return this;
        }

        /** {@code start-dev}: no separate build. */
        public Builder inDevelopmentMode() {
            developmentMode = true;
            return this;
        }

        public Builder features(String... features) {
            return buildOption("--features=" + String.join(",", features));
        }

        /** An option of {@code kc.sh build}, such as {@code --metrics-enabled=true}. */
        public Builder buildOption(String option) {
            buildOptions.add(option);
            return this;
        }

        /** An option of {@code kc.sh start}, such as {@code --spi-storage--lazy-migration--…}. */
        public Builder option(String option) {
            startOptions.add(option);
            return this;
        }

        /** More of a category than {@code INFO}: {@code dev.lazymigration:debug}. */
        public Builder logLevel(String categoryAndLevel) {
            logLevels += "," + categoryAndLevel;
            return this;
        }

        public Builder javaOption(String option) {
            javaOptions.add(option);
            return this;
        }

        /** Ready sooner, and slower in the long run: for a server that a few requests are made to. */
        public Builder shortLived() {
            return javaOption(QUICK_START);
        }

        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Writes a file into the server's home before it starts, {@code data/import/realm.json} for example. */
        public Builder file(String path, String content) {
            files.put(Path.of(path), content);
            return this;
        }

        public Builder ports(int http, int management) {
            port = http;
            managementPort = management;
            return this;
        }

        public Builder onLogLine(Consumer<String> listener) {
            listeners.add(listener);
            return this;
        }

        /** Unpacks, builds and starts the server; it is ready when this returns. */
        public KeycloakServer launch() {
            port = port == 0 ? FreePort.any() : port;
            managementPort = managementPort == 0 ? FreePort.any() : managementPort;
            KeycloakServer server = new KeycloakServer(this, KeycloakDistribution.unpack(name), "server.log");
            server.prepare();
            try {
                server.start();
            } catch (RuntimeException | Error e) {
                server.close();
                throw e;
            }
            return server;
        }
    }

    /**
     * Starts another node on the same database, from the same files, with the same options and on ports of its own; for
     * a server that is {@linkplain Builder#clustered clustered}.
     */
    public KeycloakServer launchAnotherNode() {
        Builder other = new Builder(options.name);
        other.buildOptions.addAll(options.buildOptions);
        other.startOptions.addAll(options.startOptions);
        other.javaOptions.addAll(options.javaOptions);
        other.environment.putAll(options.environment);
        other.database = options.database;
        other.cache = options.cache;
        other.logLevels = options.logLevels;
        other.ports(FreePort.any(), FreePort.any());
        KeycloakServer node = new KeycloakServer(other, distribution, "server-" + other.port + ".log");
        Runtime.getRuntime().addShutdownHook(node.closer);
        node.start();
        return node;
    }

    private void prepare() {
        if (options.withProvider) {
            distribution.installProviderJar();
        }
        options.files.forEach((path, content) -> {
            try {
                Path file = home().resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + path, e);
            }
        });
        Runtime.getRuntime().addShutdownHook(closer);
        build();
    }

    /**
     * Starts the server, unless it runs, and waits until it is ready.
     *
     * @param furtherOptions of {@code kc.sh start}, for this time
     */
    public synchronized void start(String... furtherOptions) {
        if (process != null) {
            return;
        }
        List<String> arguments = new ArrayList<>();
        if (options.developmentMode) {
            arguments.addAll(List.of("start-dev", "--db=" + options.database));
            arguments.addAll(options.buildOptions);
        } else {
            arguments.addAll(List.of("start", "--optimized", "--hostname-strict=false"));
        }
        arguments.addAll(List.of(
                "--cache=" + options.cache,
                "--http-enabled=true",
                // Its administrator has a password that everybody knows.
                "--http-host=localhost",
                "--http-port=" + options.port,
                "--http-management-port=" + options.managementPort));
        // Being asked for its health while it starts would fill the log.
        arguments.add("--log-level=INFO,io.smallrye.health:ERROR" + options.logLevels);
        arguments.addAll(options.startOptions);
        arguments.addAll(List.of(furtherOptions));
        process = run(arguments, String.join(" ", options.javaOptions));
        awaitReady();
    }

    /** Stops the server as {@code SIGTERM} does, and makes sure that nothing of it is left. */
    public synchronized void stop() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
        kill();
    }

    /** Ends the server as {@code kill -9} and a power cut do: nothing gets a chance to finish. */
    public synchronized void killHard() {
        admin = null;
        List<ProcessHandle> all = allOf(process);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
        log.awaitEnd();
        process = null;
    }

    /** Stops the server, takes our JAR out, builds and starts again on the same data: the end of a migration. */
    public synchronized void removeProviderJar() {
        stop();
        distribution.removeProviderJar();
        build();
        start();
    }

    /** Keycloak's own admin client, as the first administrator. */
    public synchronized Keycloak admin() {
        if (admin == null) {
            admin = Keycloak.getInstance(url(), "master", ADMIN, ADMIN_PASSWORD, "admin-cli");
        }
        return admin;
    }

    public String url() {
        return "http://localhost:" + options.port;
    }

    public String managementUrl() {
        return "http://localhost:" + options.managementPort;
    }

    public Path home() {
        return distribution.home();
    }

    public ServerLog log() {
        return log;
    }

    public boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(closer);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook does no harm any more.
        }
    }

    private void build() {
        if (options.developmentMode) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("build", "--db=" + options.database));
        arguments.addAll(options.buildOptions);
        distribution.build(arguments, () -> runToItsEnd(arguments));
    }

    private void runToItsEnd(List<String> arguments) {
        process = run(arguments, QUICK_START);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("kc.sh build failed. " + log.tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was being built", e);
        } finally {
            kill();
        }
    }

    private Process run(List<String> arguments, String javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(distribution.command().toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home().toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KC_"));
        environment.remove("JAVA_OPTS");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms256m -Xmx768m");
        environment.put("JAVA_OPTS_APPEND", javaOptions);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.putAll(options.environment);
        try {
            Process started = builder.start();
            started.getOutputStream().close();
            log.follow(started.getInputStream());
            if (ended) {
                started.toHandle().destroy();
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command, e);
        }
    }

    private void awaitReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl() + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        Instant end = Instant.now().plus(BOOT);
        try {
            while (Instant.now().isBefore(end)) {
                if (!isRunning()) {
                    log.awaitEnd();
                    throw new IllegalStateException("Keycloak ended before it was ready. " + log.tail());
                }
                if (isReady(request)) {
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was starting", e);
        }
        throw new IllegalStateException("Keycloak is not ready after " + BOOT + ". " + log.tail());
    }

    private boolean isReady(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Also ends what another thread is about to start: while the JVM shuts down, the others go on. */
    private void killForGood() {
        ended = true;
        kill();
    }

    /** Ends what runs. Without a lock, so that a shutdown hook need not wait for a start. */
    private void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        List<ProcessHandle> all = allOf(current);
        // By its handle: Process.destroy() also closes the pipe, and the last lines of the log would be lost.
        current.toHandle().destroy();
        try {
            if (!current.waitFor(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            log.awaitEnd();
            process = null;
        }
    }

    /** {@code kc.sh} is a shell that waits for java; the list must be made while the parent lives. */
    private static List<ProcessHandle> allOf(Process shell) {
        return Stream.concat(shell.descendants(), Stream.of(shell.toHandle())).toList();
    }
}
