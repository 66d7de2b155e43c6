package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to an Oracle database, used by one thread at a time. It is not used again: nothing makes a session
 * forget what {@code ALTER SESSION} set in it.
 */
final class OracleWire extends JdbcWire {

    private static final Pattern CODE = Pattern.compile("\\b(ORA|TNS|NJS|DPI)-(\\d{4,5})\\b");

    private final DatabaseTarget target;
    private final Connection connection;

    private OracleWire(DatabaseTarget target, Connection connection) {
        this.target = target;
        this.connection = connection;
    }

    static OracleWire connect(OracleTarget target, OracleDriver driver, ReachableHosts hosts, Deadline deadline)
            throws HostException {
        Duration patience = target.patience(deadline.remaining());
        if (patience.toMillis() == 0) {
            throw TimeIsUp.during("connecting to the database", null);
        }
        long start = System.nanoTime();
        try {
            return on(target, driver.connect(target, hosts, patience));
        } catch (SQLException e) {
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw TimeIsUp.during("connecting to the database", e);
            }
            Optional<NetworkFailure> network = NetworkFailure.in(e, target.host(), target.port());
            if (code(e).isEmpty()
                    && network.isPresent()
                    && UnreachableHostException.in(e).isEmpty()) {
                String message = "NJS-503: connection to host " + target.host() + " port " + target.port()
                        + " could not be established. " + network.get().message();
                throw HostException.unavailable(message, "NJS-503", Map.of(), e);
            }
            throw failure(target, e);
        }
    }

    /** On a connection that somebody made, of whatever database. */
    static OracleWire on(DatabaseTarget target, Connection connection) throws SQLException {
        // As in node-oracledb, where a change is one only after a commit.
        connection.setAutoCommit(false);
        return new OracleWire(target, connection);
    }

    /**
     * Runs a statement.
     *
     * @param binds for each place in the statement
     * @param maxRows how many rows to read, 0 for all
     * @return {@code columns} and {@code rows} or {@code count} as of {@link JdbcResults}, and {@code outs}: what was
     *     set, for each place
     */
    Map<String, Object> execute(OracleText text, List<OracleBind> binds, int maxRows, Deadline deadline)
            throws HostException {
        TimeIsUp.check(deadline, "a database query");
        Duration time = deadline.remaining().plus(GRACE);
        try (PreparedStatement statement =
                text.isBlock() ? connection.prepareCall(text.text()) : connection.prepareStatement(text.text())) {
            Deadline.Guard guard = deadline.guard(() -> cancel(statement::cancel));
            try {
                connection.setNetworkTimeout(Runnable::run, (int) Math.min(time.toMillis(), Integer.MAX_VALUE));
                for (int i = 0; i < binds.size(); i++) {
                    binds.get(i).set(statement, i + 1);
                }
                statement.setMaxRows(maxRows);
                Map<String, Object> answer = new LinkedHashMap<>();
                List<Map<String, Object>> results = new JdbcResults().of(statement, statement.execute());
                if (!results.isEmpty()) {
                    answer.putAll(results.get(0));
                }
                answer.put("outs", outs(statement, binds));
                return answer;
            } finally {
                guard.close();
            }
        } catch (SQLException e) {
            throw deadline.passed() ? TimeIsUp.during("a database query", e) : failure(target, e);
        }
    }

    private static List<Object> outs(PreparedStatement statement, List<OracleBind> binds) throws SQLException {
        List<Object> outs = new ArrayList<>();
        for (int i = 0; i < binds.size(); i++) {
            boolean set = binds.get(i).out() && statement instanceof CallableStatement;
            outs.add(set ? binds.get(i).read((CallableStatement) statement, i + 1) : null);
        }
        return outs;
    }

    void commit() throws HostException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure(target, e);
        }
    }

    void rollback() throws HostException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failure(target, e);
        }
    }

    private static HostException failure(DatabaseTarget target, SQLException exception) {
        Optional<HostException> unreachable = UnreachableHostException.in(exception);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        String message = Traffic.TooMuchException.in(exception)
                ? "The result is too big"
                : target.scrub(String.valueOf(exception.getMessage()));
        Optional<String> code = code(exception);
        return HostException.unavailable(
                message,
                code.orElse(null),
                code.isPresent() ? Map.of("errorNum", exception.getErrorCode(), "offset", 0) : Map.of(),
                exception);
    }

    private static Optional<String> code(SQLException exception) {
        Matcher code = CODE.matcher(String.valueOf(exception.getMessage()));
        return code.find() ? Optional.of(code.group()) : Optional.empty();
    }

    @Override
    public boolean reset() {
        return false;
    }

    @Override
    Connection connection() {
        return connection;
    }

    /** What was not committed is undone, which closing would not do everywhere. */
    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // The server undoes it when the connection is gone.
            return;
        }
    }
}
