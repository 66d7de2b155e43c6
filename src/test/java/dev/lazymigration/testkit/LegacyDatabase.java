package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The old user database: a {@code users} table with the columns of an Authing profile, and a login role for the
 * provider that may only read it.
 *
 * <p>Several databases can share one {@link Postgres}; stopping one stops its server, and so the others on it.
 */
public final class LegacyDatabase {

    /** The password of the provider's role: whatever must not appear anywhere is easy to search for. */
    public static final String READER_PASSWORD = "legacy-reader-secret-7731";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A statement in the server's log; further lines of the statement are indented by a tab. */
    private static final Pattern STATEMENT = Pattern.compile(
            "^\\[(?<user>[^@]*)@[^]]*]LOG: {2}(?:statement|execute (?!fetch from)[^:]+): (?<sql>.*(?:\\n\\t.*)*)",
            Pattern.MULTILINE);

    /** What drivers and pools say by themselves. */
    private static final Pattern HOUSEKEEPING = Pattern.compile(
            "\\s*(?:|SELECT 1|(?:SET|SHOW|BEGIN|COMMIT|ROLLBACK|DISCARD)\\b.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Postgres postgres;
    private final String name;
    private final String reader;

    private LegacyDatabase(Postgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
        this.reader = name + "_reader";
    }

    /** A new database on the server, which is started if it is stopped. */
    public static LegacyDatabase on(Postgres postgres) {
        LegacyDatabase database = new LegacyDatabase(postgres, "legacy_" + COUNT.incrementAndGet());
        database.create();
        return database;
    }

    private void create() {
        postgres.start();
        postgres.createDatabase(name, "owner-of-" + name);
        postgres.execute(
                name,
                """
                CREATE TABLE users (
                  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                  email text UNIQUE,
                  phone text UNIQUE,
                  username text UNIQUE,
                  password text,
                  name text,
                  given_name text,
                  family_name text,
                  nickname text,
                  photo text,
                  email_verified boolean NOT NULL DEFAULT false,
                  gender text,
                  birthdate date,
                  zoneinfo text,
                  locale text,
                  website text,
                  details jsonb,
                  created_at timestamptz NOT NULL DEFAULT now()
                )""",
                "CREATE ROLE " + reader + " LOGIN PASSWORD '" + READER_PASSWORD + "'",
                "ALTER ROLE " + reader + " SET log_statement = 'all'",
                "GRANT SELECT ON users TO " + reader);
    }

    /** Adds a user; his legacy id is the answer. */
    public long addUser(LegacyAccount account) {
        return addUsers(List.of(account)).get(0);
    }

    /** Adds users; their legacy ids, in the same order, are the answer. */
    public List<Long> addUsers(List<LegacyAccount> accounts) {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = postgres.connect(name)) {
            connection.setAutoCommit(false);
            for (LegacyAccount account : accounts) {
                ids.add(insert(connection, account));
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot add users", e);
        }
        return ids;
    }

    private static long insert(Connection connection, LegacyAccount account) throws SQLException {
        List<String> columns = List.copyOf(account.columns().keySet());
        String sql = "INSERT INTO users (" + String.join(", ", columns) + ") VALUES ("
                + String.join(
                        ", ",
                        columns.stream()
                                .map(column -> column.equals("details") ? "?::jsonb" : "?")
                                .toList())
                + ") RETURNING id";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(i + 1, account.columns().get(columns.get(i)));
            }
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Runs statements as the superuser: changes rows, grants, whatever a test needs. */
    public void execute(String... statements) {
        postgres.execute(name, statements);
    }

    /** The first value of the first row, as text. */
    public Optional<String> value(String sql) {
        try (Connection connection = postgres.connect(name);
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run " + sql, e);
        }
    }

    /** Waits until the first value of the first row is that. */
    public void awaitValue(String sql, String expected) {
        Instant end = Instant.now().plus(PATIENCE.multipliedBy(3));
        Optional<String> value = value(sql);
        while (!value.equals(Optional.of(expected))) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(sql + " gives " + value + ", not " + expected);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            value = value(sql);
        }
    }

    /** Does something while whoever asks for a user waits for the answer. */
    public void whileHanging(Runnable something) {
        try (Connection connection = postgres.connect(name);
                PreparedStatement lock = connection.prepareStatement("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")) {
            connection.setAutoCommit(false);
            lock.execute();
            something.run();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot lock the users", e);
        }
    }

    /** Does something while nobody can change a user's row. Whoever only reads it is not kept waiting. */
    public void whileLocked(long userId, Runnable something) {
        try (Connection connection = postgres.connect(name);
                PreparedStatement lock =
                        connection.prepareStatement("SELECT 1 FROM users WHERE id = ? FOR NO KEY UPDATE")) {
            connection.setAutoCommit(false);
            lock.setLong(1, userId);
            lock.execute();
            something.run();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot lock user " + userId, e);
        }
    }

    /** What the provider is configured with. */
    public String connectionUri() {
        return connectionUri(READER_PASSWORD);
    }

    public String connectionUri(String password) {
        return "postgres://" + reader + ":" + password + "@localhost:" + postgres.port() + "/" + name;
    }

    public String name() {
        return name;
    }

    public String reader() {
        return reader;
    }

    public int port() {
        return postgres.port();
    }

    /**
     * How many statements the provider's role has run. Exact: the server writes each into its log before it executes
     * it. What drivers and pools send of themselves ({@code SET}, {@code BEGIN}…) and statements that do not even parse
     * are not counted.
     */
    public int callCount() {
        return statements().size();
    }

    /** The statements that {@link #callCount()} counts, oldest first. */
    public List<String> statements() {
        List<String> found = new ArrayList<>();
        Matcher statement = STATEMENT.matcher(log());
        while (statement.find()) {
            String sql = statement.group("sql");
            if (statement.group("user").equals(reader)
                    && !HOUSEKEEPING.matcher(sql).matches()) {
                found.add(sql.replace("\n\t", "\n"));
            }
        }
        return List.copyOf(found);
    }

    /** Waits until the provider's role has begun to run the statement. */
    public void awaitStatement(String sql) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!statements().contains(sql)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Nobody ran " + sql + ", but " + statements());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Switches the legacy system off. */
    public void stop() {
        postgres.stop();
    }

    /** Switches it on again, with the users it had. */
    public void start() {
        postgres.start();
    }

    /** Stops its server in its tracks: connections stay, and nothing is answered. */
    public void pause() {
        postgres.signal("STOP");
    }

    /** Lets it go on after a {@link #pause()}. */
    public void resume() {
        postgres.signal("CONT");
    }

    /** Ends all connections of the provider's role. */
    public void cutConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + reader + "'");
    }

    private String log() {
        try {
            return Files.readString(postgres.log());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + postgres.log(), e);
        }
    }
}
