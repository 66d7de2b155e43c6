package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;

/**
 * A bind variable.
 *
 * @param value String, Double, Boolean, byte[], Instant or null
 * @param in whether the statement reads it
 * @param out whether the statement sets it
 * @param type of what it sets: string, number, date or buffer
 */
record OracleBind(Object value, boolean in, boolean out, String type) {

    static OracleBind of(Object given) throws HostException {
        if (!(given instanceof Map<?, ?> bind)) {
            throw HostException.misuse("A bind variable must be described");
        }
        Object value = bind.get("value");
        boolean plain = value == null
                || value instanceof String
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof Instant;
        if (!plain) {
            throw HostException.misuse("The value of a bind variable must be a string, a number, a date or a Buffer");
        }
        String direction = String.valueOf(bind.get("dir"));
        return new OracleBind(
                value, !direction.equals("out"), direction.endsWith("out"), String.valueOf(bind.get("type")));
    }

    void set(PreparedStatement statement, int index) throws SQLException {
        if (in) {
            setValue(statement, index);
        }
        if (out && statement instanceof CallableStatement call) {
            call.registerOutParameter(index, sqlType());
        }
    }

    private void setValue(PreparedStatement statement, int index) throws SQLException {
        if (value == null) {
            statement.setNull(index, sqlType());
        } else if (value instanceof Instant instant) {
            statement.setTimestamp(index, Timestamp.from(instant));
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            statement.setLong(index, number.longValue());
        } else {
            statement.setObject(index, value);
        }
    }

    Object read(CallableStatement call, int index) throws SQLException {
        return switch (sqlType()) {
            case Types.NUMERIC -> call.getBigDecimal(index);
            case Types.TIMESTAMP -> {
                Timestamp timestamp = call.getTimestamp(index);
                yield timestamp == null ? null : timestamp.toInstant();
            }
            case Types.VARBINARY -> call.getBytes(index);
            default -> call.getString(index);
        };
    }

    private int sqlType() {
        return switch (type) {
            case "number" -> Types.NUMERIC;
            case "date" -> Types.TIMESTAMP;
            case "buffer" -> Types.VARBINARY;
            default -> Types.VARCHAR;
        };
    }
}
