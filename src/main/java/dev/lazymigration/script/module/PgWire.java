package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/**
 * One physical connection, used by one thread at a time.
 *
 * <p>Queries go through the driver's protocol layer, below JDBC: the server itself reads the {@code $1} placeholders,
 * infers the parameters' types and says which command it ran, just as it does for node-postgres. JDBC knows {@code ?}
 * only, splits and rewrites the text, and hides the command tag.
 */
final class PgWire extends JdbcWire {

    private static final int FLAGS = QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS
            | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

    private final PgTarget target;
    private final BaseConnection connection;

    private PgWire(PgTarget target, BaseConnection connection) {
        this.target = target;
        this.connection = connection;
    }

    static PgWire connect(PgTarget target, ReachableHosts hosts, Deadline deadline) throws HostException {
        Duration patience = target.patience(deadline.remaining());
        if (patience.toMillis() == 0) {
            throw TimeIsUp.during("connecting to the database", null);
        }
        long start = System.nanoTime();
        try {
            return new PgWire(target, PgDriver.connect(target, hosts, patience));
        } catch (SQLException e) {
            boolean late = System.nanoTime() - start >= patience.toNanos();
            throw late ? new PgFailure(target).timedOut(e) : new PgFailure(target).of(e);
        }
    }

    /**
     * Runs a text. Without parameters it may hold several statements.
     *
     * @param values String for a value in the server's text format, byte[] for binary data, or null
     */
    List<Map<String, Object>> query(String text, List<?> values, Deadline deadline) throws HostException {
        TimeIsUp.check(deadline, "a database query");
        Deadline.Guard guard = deadline.guard(() -> cancel(connection::cancelQuery));
        try {
            return execute(text, values, deadline.remaining().plus(GRACE));
        } catch (SQLException e) {
            boolean byServer = e instanceof PSQLException failure && failure.getServerErrorMessage() != null;
            if (!byServer) {
                giveUp();
            }
            throw deadline.passed() ? TimeIsUp.during("a database query", e) : new PgFailure(target).of(e);
        } finally {
            guard.close();
        }
    }

    @Override
    public boolean reset() {
        try {
            if (isGivenUp() || connection.isClosed()) {
                return false;
            }
            if (connection.getTransactionState() != TransactionState.IDLE) {
                execute("ROLLBACK", List.of(), CLEAN_UP);
            }
            execute("DISCARD ALL", List.of(), CLEAN_UP);
            // The driver sets it after the start-up, so DISCARD takes it away. In the start-up packet it would come
            // together with settings that PgBouncer refuses.
            execute("SET application_name = '" + PgDriver.APPLICATION_NAME + "'", List.of(), CLEAN_UP);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    BaseConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone, which is what was wanted.
            giveUp();
        }
    }

    private List<Map<String, Object>> execute(String text, List<?> values, Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
        QueryExecutor executor = connection.getQueryExecutor();
        // The positions serve the driver's own rendering of a query only; their number is that of the parameters.
        NativeQuery sql = new NativeQuery(text, new int[values.size()], false, SqlCommand.BLANK);
        Query query = executor.wrap(List.of(sql));
        PgResults results = new PgResults();
        int mode = values.isEmpty() ? QueryExecutor.QUERY_EXECUTE_AS_SIMPLE : QueryExecutor.QUERY_ONESHOT;
        executor.execute(query, parameters(query, values), results, 0, 0, FLAGS | mode);
        return results.results();
    }

    private static ParameterList parameters(Query query, List<?> values) throws SQLException {
        ParameterList parameters = query.createParameterList();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                parameters.setNull(i + 1, Oid.UNSPECIFIED);
            } else if (value instanceof byte[] bytes) {
                parameters.setBytea(i + 1, bytes, 0, bytes.length);
            } else {
                parameters.setStringParameter(i + 1, value.toString(), Oid.UNSPECIFIED);
            }
        }
        return parameters;
    }
}
