package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.PooledConnection;

/** One physical connection to a SQL Server, used by one thread at a time. */
final class MsSqlWire extends JdbcWire implements TsqlWire {

    private static final long MAX_RESULT = 16L << 20;

    private final MsSqlTarget target;
    private final PooledConnection pooled;
    private Connection connection;

    private MsSqlWire(MsSqlTarget target, PooledConnection pooled, Connection connection) {
        this.target = target;
        this.pooled = pooled;
        this.connection = connection;
    }

    static MsSqlWire connect(MsSqlTarget target, ReachableHosts hosts, Deadline deadline) throws HostException {
        Duration patience = target.patience(deadline.remaining());
        if (patience.toMillis() == 0) {
            throw TimeIsUp.during("connecting to the database", null);
        }
        long start = System.nanoTime();
        try {
            PooledConnection pooled = MsSqlDriver.connect(target, hosts, patience);
            return new MsSqlWire(target, pooled, MsSqlDriver.open(pooled));
        } catch (SQLException e) {
            boolean late = System.nanoTime() - start >= patience.toNanos();
            throw new MsSqlFailure(target).ofConnecting(e, late);
        }
    }

    @Override
    public Map<String, Object> run(TsqlBatch batch, Duration limit, Deadline deadline) throws HostException {
        TimeIsUp.check(deadline, "a database query");
        Duration time = ConnectionFields.shorter(deadline.remaining().plus(GRACE), limit);
        try (Statement statement = batch.parameters().isEmpty() ? connection.createStatement() : call(batch)) {
            Deadline.Guard guard = deadline.guard(() -> cancel(statement::cancel));
            try {
                connection.setNetworkTimeout(Runnable::run, (int) Math.min(time.toMillis(), Integer.MAX_VALUE));
                return Traffic.within(MAX_RESULT, time, () -> execute(statement, batch));
            } finally {
                guard.close();
            }
        } catch (SQLException e) {
            if (isLost(e)) {
                giveUp();
            }
            if (deadline.passed()) {
                throw TimeIsUp.during("a database query", e);
            }
            throw new MsSqlFailure(target).ofRequest(e);
        } catch (RuntimeException e) {
            // The driver takes apart what it receives without expecting nonsense.
            giveUp();
            throw new MsSqlFailure(target)
                    .ofRequest(new SQLException("The server does not speak the protocol of this database", e));
        }
    }

    /**
     * The text stays as it is, and the server finds the names in it. The driver puts a call of its own around this one,
     * which the server does not mind.
     */
    private CallableStatement call(TsqlBatch batch) throws SQLException {
        List<TsqlBatch.Parameter> parameters = batch.parameters();
        String marks = String.join(", ", Collections.nCopies(parameters.size() + 2, "?"));
        CallableStatement call = connection.prepareCall("{call sp_executesql(" + marks + ")}");
        call.setNString(1, batch.text());
        call.setNString(2, batch.declarations());
        for (int i = 0; i < parameters.size(); i++) {
            set(call, i + 3, parameters.get(i));
        }
        return call;
    }

    private static void set(CallableStatement call, int index, TsqlBatch.Parameter parameter) throws SQLException {
        Object value = parameter.value();
        int type = parameter.isBinary() ? Types.VARBINARY : Types.NVARCHAR;
        if (value == null) {
            call.setNull(index, type);
        } else if (value instanceof String text) {
            call.setNString(index, text);
        } else if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            call.setLong(index, number.longValue());
        } else if (value instanceof byte[] bytes) {
            call.setBytes(index, bytes);
        } else {
            call.setObject(index, value);
        }
        if (parameter.output()) {
            call.registerOutParameter(index, type);
        }
    }

    private static Map<String, Object> execute(Statement statement, TsqlBatch batch) throws SQLException {
        statement.setEscapeProcessing(false);
        boolean hasRows =
                statement instanceof CallableStatement call ? call.execute() : statement.execute(batch.text());
        List<Map<String, Object>> results = new JdbcResults().of(statement, hasRows);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("results", results);
        answer.put("messages", messages(statement));
        answer.put("outputs", outputs(statement, batch));
        return answer;
    }

    private static List<Object> messages(Statement statement) throws SQLException {
        List<Object> messages = new ArrayList<>();
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            messages.add(Map.of("message", String.valueOf(warning.getMessage()), "number", warning.getErrorCode()));
        }
        return messages;
    }

    private static Map<String, Object> outputs(Statement statement, TsqlBatch batch) throws SQLException {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (int i = 0; i < batch.parameters().size(); i++) {
            TsqlBatch.Parameter parameter = batch.parameters().get(i);
            if (parameter.output() && statement instanceof CallableStatement call) {
                outputs.put(parameter.name(), parameter.isBinary() ? call.getBytes(i + 3) : call.getString(i + 3));
            }
        }
        return outputs;
    }

    private boolean isLost(SQLException failure) {
        try {
            return Traffic.TooMuchException.in(failure) || connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** The driver sends the reset together with the next batch, which therefore is sent here. */
    @Override
    public boolean reset() {
        if (isGivenUp()) {
            return false;
        }
        try {
            connection = MsSqlDriver.open(pooled);
            connection.setNetworkTimeout(Runnable::run, (int) CLEAN_UP.toMillis());
            try (Statement statement = connection.createStatement()) {
                statement.execute("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION");
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            pooled.close();
        } catch (SQLException e) {
            // It is gone, which is what was wanted.
            giveUp();
        }
    }
}
