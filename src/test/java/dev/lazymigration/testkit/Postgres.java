package dev.lazymigration.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on a free port that can be stopped and started again, with its data and on the same port.
 *
 * <p>Everybody but the superuser has to give his password, so that a wrong one is refused as in production; what the
 * server is asked is in {@link #log()}.
 */
public final class Postgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";

    private final int port = FreePort.any();
    private final Path home;
    private final Thread closer = new Thread(this::discard, "close-postgres");
    private EmbeddedPostgres running;

    private Postgres(Path home) {
        this.home = home;
    }

    /** Starts an empty server. */
    public static Postgres launch() {
        try {
            Path home = Files.createTempDirectory("lazy-migration-postgres-");
            Files.write(
                    home.resolve("pg_hba.conf"),
                    List.of(
                            "local all all trust",
                            "host all " + SUPERUSER + " samehost trust",
                            "host all all samehost scram-sha-256"));
            Postgres postgres = new Postgres(home);
            Runtime.getRuntime().addShutdownHook(postgres.closer);
            postgres.start();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare PostgreSQL", e);
        }
    }

    public int port() {
        return port;
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    /** Starts the server, unless it runs. */
    public synchronized void start() {
        if (running != null) {
            return;
        }
        try {
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(home.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    // Backends write there themselves, before they execute: whoever has an answer finds the question.
                    .setErrorRedirector(Redirect.appendTo(log().toFile()))
                    .setOutputRedirector(Redirect.appendTo(log().toFile()))
                    .setServerConfig("hba_file", home.resolve("pg_hba.conf").toString())
                    .setServerConfig("log_line_prefix", "[%u@%d]")
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL; its log is " + log(), e);
        }
    }

    /** Stops the server as a broken-down machine looks to its clients: connections end, nobody answers on the port. */
    public synchronized void stop() {
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL", e);
        } finally {
            running = null;
        }
    }

    /**
     * Sends a signal to the server and to all its processes.
     *
     * @param signal its name as {@code kill} has it
     */
    void signal(String signal) {
        try {
            long server = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                    .get(0)
                    .strip());
            List<String> command = Stream.concat(
                            Stream.of("kill", "-" + signal, String.valueOf(server)),
                            ProcessHandle.of(server).orElseThrow().descendants().map(process -> "" + process.pid()))
                    .toList();
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            // One of its processes may have ended by itself meanwhile.
            if (exit != 0 && !ProcessHandle.of(server).orElseThrow().isAlive()) {
                throw new IllegalStateException("No PostgreSQL to send " + signal + " to");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + signal + " to PostgreSQL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending " + signal + " to PostgreSQL", e);
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) {
        try {
            return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, "");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to " + jdbcUrl(database), e);
        }
    }

    /** Runs statements as the superuser, each on its own. */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run " + String.join("; ", statements), e);
        }
    }

    /** Makes a database with an owner of the same name who logs in with the password. */
    public void createDatabase(String database, String password) {
        execute(
                SUPERUSER,
                "CREATE ROLE " + database + " LOGIN PASSWORD '" + password + "'",
                "CREATE DATABASE " + database + " OWNER " + database);
    }

    /** The file the server logs to. */
    public Path log() {
        return home.resolve("postgres.log");
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(closer);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook does no harm any more.
        }
    }

    private synchronized void discard() {
        stop();
        Directories.delete(home);
    }
}
