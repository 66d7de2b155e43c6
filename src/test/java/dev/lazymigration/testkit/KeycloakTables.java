package dev.lazymigration.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Keycloak's own tables, in PostgreSQL: those of its users, of federated storage, and ours. A test that says that
 * nothing was written asks them.
 */
public final class KeycloakTables {

    /**
     * What changes whoever the user is and whether he exists at all: the records of what happened, sessions, which
     * Keycloak keeps in the database too, the sign of life that the server gives there every minute, and the notices,
     * which the server tries again for minutes after the test that caused them (none begins without a ledger line,
     * which is looked at), and the reports of audits, which are about the list and no user's.
     */
    private static final Set<String> NOT_LOOKED_AT = Set.of(
            "event_entity",
            "admin_event_entity",
            "lazy_migration_failure",
            "lazy_migration_notice",
            "lazy_migration_audit",
            "offline_user_session",
            "offline_client_session",
            "revoked_token",
            "jgroups_ping");

    private final Postgres postgres;
    private final String database;

    public KeycloakTables(Postgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    /** The content of a table, as far as it is needed to notice a change. */
    public record Content(long rows, String hash) {}

    /** The content of all tables at one moment. */
    public record Snapshot(Map<String, Content> tables) {

        public Snapshot {
            tables = Map.copyOf(tables);
        }

        /** What is different in a later snapshot: {@code user_entity: 3 rows, then 4}. */
        public List<String> changesUntil(Snapshot later) {
            Set<String> names = new TreeSet<>(tables.keySet());
            names.addAll(later.tables.keySet());
            Content none = new Content(0, "");
            return names.stream()
                    .filter(table -> !tables.getOrDefault(table, none).equals(later.tables.getOrDefault(table, none)))
                    .map(table ->
                            table + ": " + tables.getOrDefault(table, none).rows() + " rows, then "
                                    + later.tables.getOrDefault(table, none).rows())
                    .toList();
        }
    }

    public Snapshot snapshot() {
        Map<String, Content> contents = new TreeMap<>();
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            String all = names(statement).stream()
                    .filter(table -> !NOT_LOOKED_AT.contains(table))
                    .map(table -> "SELECT '" + table + "', count(*), "
                            + "md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"" + table
                            + "\" t")
                    .collect(Collectors.joining(" UNION ALL "));
            // One statement, and so one moment.
            try (ResultSet rows = statement.executeQuery(all)) {
                while (rows.next()) {
                    contents.put(rows.getString(1), new Content(rows.getLong(2), rows.getString(3)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read Keycloak's tables", e);
        }
        return new Snapshot(contents);
    }

    /** The names of the tables in which the text stands somewhere. */
    public List<String> thatHold(String text) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            List<String> found = new ArrayList<>();
            for (String table : names(statement)) {
                try (PreparedStatement search = connection.prepareStatement(
                        "SELECT 1 FROM \"" + table + "\" t WHERE strpos(t::text, ?) > 0 LIMIT 1")) {
                    search.setString(1, text);
                    if (search.executeQuery().next()) {
                        found.add(table);
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read Keycloak's tables", e);
        }
    }

    /** Fails, and names the tables, if anything is different from what it was. */
    public void assertNothingWrittenSince(Snapshot before) {
        List<String> changes = before.changesUntil(snapshot());
        if (!changes.isEmpty()) {
            throw new AssertionError("Keycloak's tables have changed:\n" + String.join("\n", changes));
        }
    }

    /** The rows of a query, each as its columns' texts. */
    public List<List<String>> query(String sql) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                found.add(columns);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run " + sql, e);
        }
    }

    /** Changes something behind Keycloak's back. */
    public void execute(String sql) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run " + sql, e);
        }
    }

    /**
     * Lets nobody write into a table until somebody wants to who has written into another one before, and then waits for him,
     * too: so the database ends his transaction.
     *
     * @param written the table into which he has written
     * @param wanted the table into which he wants to write
     * @param writer begins once nobody can write into the wanted table
     */
    public void provokeDeadlock(String written, String wanted, Runnable writer) {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // He looks whether he waits in vain after one second, and is the first to do so.
            statement.execute("SET LOCAL deadlock_timeout = '20s'");
            statement.execute("LOCK TABLE " + wanted + " IN SHARE MODE");
            writer.run();
            String waiting =
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%insert into "
                            + wanted + "%'";
            while (query(waiting).isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            statement.execute("LOCK TABLE " + written + " IN EXCLUSIVE MODE");
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot bring about a deadlock", e);
        }
    }

    private static List<String> names(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
