package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.client.Client;
import org.mariadb.jdbc.message.client.ClosePreparePacket;
import org.mariadb.jdbc.message.client.ResetPacket;
import org.mariadb.jdbc.message.server.PrepareResultPacket;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** One physical connection to MySQL or MariaDB, used by one thread at a time. */
final class MySqlWire extends JdbcWire {

    /** A run keeps no more than this; a legacy row is some kilobytes. */
    private static final long MAX_RESULT = 16L << 20;

    private static final Duration CANCEL = Duration.ofSeconds(2);

    /**
     * In this mode a backslash escapes nothing, and a text into which values were put with backslashes means something
     * else, as an attacker likes it.
     */
    private static final String WITH_BACKSLASHES =
            "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')";

    private final MySqlTarget target;
    private final ReachableHosts hosts;
    private final Connection connection;
    private final Client client;

    private MySqlWire(MySqlTarget target, ReachableHosts hosts, Connection connection) {
        this.target = target;
        this.hosts = hosts;
        this.connection = connection;
        this.client = connection.getClient();
    }

    static MySqlWire connect(MySqlTarget target, ReachableHosts hosts, Deadline deadline) throws HostException {
        Duration patience = target.patience(deadline.remaining());
        if (patience.toMillis() == 0) {
            throw TimeIsUp.during("connecting to the database", null);
        }
        long start = System.nanoTime();
        try {
            MySqlWire wire = new MySqlWire(target, hosts, MySqlDriver.connect(target, hosts, patience));
            wire.takeBackslashes();
            return wire;
        } catch (SQLException e) {
            boolean late = System.nanoTime() - start >= patience.toNanos();
            throw late ? new MySqlFailure(target, true).timedOut(e) : new MySqlFailure(target, true).of(e);
        }
    }

    /**
     * Runs a text, which holds several statements only if the target allows it.
     *
     * @param limit the script's own, zero for none
     */
    List<Map<String, Object>> query(String text, Duration limit, Deadline deadline) throws HostException {
        return guarded(limit, deadline, time -> run(MySqlCommand.query(text), time));
    }

    /**
     * Has the server prepare a statement, and runs it.
     *
     * @param values String, Boolean, Double, byte[] or null, for each {@code ?}
     */
    List<Map<String, Object>> execute(String text, List<?> values, Duration limit, Deadline deadline)
            throws HostException {
        return guarded(limit, deadline, time -> prepareAndRun(text, values, time));
    }

    private List<Map<String, Object>> guarded(Duration limit, Deadline deadline, Work work) throws HostException {
        TimeIsUp.check(deadline, "a database query");
        if (isGivenUp()) {
            throw new MySqlFailure(target, true).of(new SQLException("The connection was given up", "08000"));
        }
        if ((client.getContext().getServerStatus() & ServerStatus.NO_BACKSLASH_ESCAPES) != 0) {
            throw HostException.misuse(
                    "The sql_mode NO_BACKSLASH_ESCAPES can not be used: placeholders need backslashes");
        }
        Deadline.Guard guard = deadline.guard(() -> cancel(this::sendCancel));
        try {
            Duration time = ConnectionFields.shorter(deadline.remaining().plus(GRACE), limit);
            List<Map<String, Object>> results = work.within(time);
            // A server may answer what it was told to stop, as MariaDB does with a SLEEP: that is no answer.
            TimeIsUp.check(deadline, "a database query");
            return results;
        } catch (SQLException e) {
            if (client.isClosed()) {
                giveUp();
            }
            if (deadline.passed()) {
                throw TimeIsUp.during("a database query", e);
            }
            boolean late = NetworkFailure.in(e, target.host(), target.port())
                    .filter(failure -> failure.code().equals(NetworkFailure.TIMED_OUT))
                    .isPresent();
            if (late) {
                cancel(this::sendCancel);
                throw HostException.unavailable(
                        "Query inactivity timeout", "PROTOCOL_SEQUENCE_TIMEOUT", Map.of("fatal", true), e);
            }
            throw new MySqlFailure(target, isGivenUp()).of(e);
        } finally {
            guard.close();
        }
    }

    private List<Map<String, Object>> prepareAndRun(String text, List<?> values, Duration time) throws SQLException {
        PrepareResultPacket prepared = (PrepareResultPacket) exchange(
                time, () -> client.execute(MySqlCommand.prepare(text), false).get(0));
        try {
            if (prepared.getParameters().length != values.size()) {
                throw new SQLException("Incorrect arguments to mysqld_stmt_execute", "HY000", 1210);
            }
            return run(MySqlCommand.execute(prepared.getStatementId(), values), time);
        } finally {
            if (!client.isClosed()) {
                client.execute(new ClosePreparePacket(prepared.getStatementId()), false);
            }
        }
    }

    private List<Map<String, Object>> run(MySqlCommand command, Duration time) throws SQLException {
        exchange(time, () -> client.execute(command, false));
        return command.results();
    }

    private <T> T exchange(Duration time, Traffic.Exchange<T, SQLException> exchange) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, Math.min(time.toMillis(), Integer.MAX_VALUE)));
        try {
            return Traffic.within(MAX_RESULT, time, exchange);
        } catch (RuntimeException e) {
            // The driver takes apart what it receives without expecting nonsense.
            close();
            throw new SQLException("The server does not speak the protocol of this database", "08000", e);
        }
    }

    private void takeBackslashes() throws SQLException {
        if ((client.getContext().getServerStatus() & ServerStatus.NO_BACKSLASH_ESCAPES) != 0) {
            run(MySqlCommand.query(WITH_BACKSLASHES), CLEAN_UP);
        }
    }

    @Override
    public boolean reset() {
        try {
            if (isGivenUp() || client.isClosed()) {
                return false;
            }
            exchange(CLEAN_UP, () -> client.execute(ResetPacket.INSTANCE, false));
            // Neither is reset to what it was when the connection was made.
            String collate = target.collation().isEmpty() ? "" : " COLLATE " + target.collation();
            run(MySqlCommand.query("SET NAMES utf8mb4" + collate), CLEAN_UP);
            takeBackslashes();
            return resetDatabase();
        } catch (SQLException e) {
            return false;
        }
    }

    /** There is no way back to having none. */
    private boolean resetDatabase() throws SQLException {
        if (target.database().isEmpty()) {
            Object rows = run(MySqlCommand.query("SELECT DATABASE()"), CLEAN_UP)
                    .get(0)
                    .get("rows");
            return rows.toString().equals("[[null]]");
        }
        run(MySqlCommand.query("USE `" + target.database().replace("`", "``") + "`"), CLEAN_UP);
        return true;
    }

    @Override
    Connection connection() {
        return connection;
    }

    /** Without a word when something is still running, for the answer to a farewell could take long. */
    @Override
    public void close() {
        try {
            if (isGivenUp()) {
                connection.abort(Runnable::run);
            } else {
                connection.close();
            }
        } catch (SQLException e) {
            // It is gone, which is what was wanted.
            return;
        } finally {
            giveUp();
        }
    }

    private void sendCancel() throws SQLException {
        try (Connection other = MySqlDriver.connect(target, hosts, CANCEL)) {
            String kill = "KILL QUERY " + client.getContext().getThreadId();
            other.getClient().execute(MySqlCommand.query(kill), false);
        }
    }

    private interface Work {
        List<Map<String, Object>> within(Duration time) throws SQLException;
    }
}
