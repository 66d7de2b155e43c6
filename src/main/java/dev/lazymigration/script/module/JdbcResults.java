package dev.lazymigration.script.module;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Collects what a JDBC statement answers, as module files take it. What has no place in JavaScript without a decision
 * goes as text: whole numbers of 64 bits, and times without zone, for which a column's {@code kind} is {@code local}
 * (date and time), {@code date} or {@code time}.
 */
final class JdbcResults {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSS");

    private static final long LONGEST = 16L << 20;

    private final ResultWeight weight = new ResultWeight();
    private final List<Map<String, Object>> results = new ArrayList<>();

    /**
     * Reads all results of a statement that was executed: those with rows have {@code columns} and {@code rows}, the
     * others {@code count} alone.
     *
     * @param hasRows what {@link Statement#execute} answered
     */
    List<Map<String, Object>> of(Statement statement, boolean hasRows) throws SQLException {
        boolean rows = hasRows;
        while (true) {
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    results.add(of(result));
                }
            } else {
                int count = statement.getUpdateCount();
                if (count < 0) {
                    return results;
                }
                results.add(Map.of("count", count));
            }
            rows = statement.getMoreResults();
        }
    }

    private Map<String, Object> of(ResultSet result) throws SQLException {
        ResultSetMetaData description = result.getMetaData();
        int width = description.getColumnCount();
        List<Object> columns = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            columns.add(column(description, i));
        }
        List<Object> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                row.add(value(result, i, description.getColumnType(i)));
            }
            try {
                weight.add(row);
            } catch (Traffic.TooMuchException e) {
                throw new SQLException(e.getMessage(), e);
            }
            rows.add(row);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("columns", columns);
        all.put("rows", rows);
        return all;
    }

    private static Map<String, Object> column(ResultSetMetaData description, int index) throws SQLException {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", description.getColumnLabel(index));
        column.put("type", String.valueOf(description.getColumnTypeName(index)).toLowerCase(Locale.ROOT));
        column.put("kind", kind(description.getColumnType(index)));
        column.put("precision", description.getPrecision(index));
        column.put("scale", description.getScale(index));
        column.put("nullable", description.isNullable(index) != ResultSetMetaData.columnNoNulls);
        return column;
    }

    private static String kind(int type) {
        return switch (type) {
            case Types.TIMESTAMP, DriversType.DATETIME, DriversType.SMALLDATETIME -> "local";
            case Types.DATE -> "date";
            case Types.TIME -> "time";
            default -> "value";
        };
    }

    private static Object value(ResultSet row, int index, int type) throws SQLException {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> present(row, row.getBoolean(index));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> present(row, row.getInt(index));
            case Types.REAL, Types.FLOAT, Types.DOUBLE, DriversType.BINARY_FLOAT, DriversType.BINARY_DOUBLE ->
                present(row, row.getDouble(index));
            case Types.DECIMAL, Types.NUMERIC, DriversType.MONEY, DriversType.SMALLMONEY ->
                row.getObject(index, BigDecimal.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> row.getBytes(index);
            case Types.BLOB -> bytes(row.getBlob(index));
            case Types.CLOB, Types.NCLOB -> text(row.getClob(index));
            case Types.TIMESTAMP, Types.DATE, DriversType.DATETIME, DriversType.SMALLDATETIME -> local(row, index);
            case Types.TIME -> time(row, index);
            case Types.TIMESTAMP_WITH_TIMEZONE,
                    DriversType.DATETIMEOFFSET,
                    DriversType.TIMESTAMPTZ,
                    DriversType.TIMESTAMPLTZ -> instant(row, index);
            default -> row.getString(index);
        };
    }

    /** Drivers would fetch the whole of it at once. */
    private static String text(Clob text) throws SQLException {
        return text == null ? null : text.getSubString(1, checked(text.length()));
    }

    private static byte[] bytes(Blob bytes) throws SQLException {
        return bytes == null ? null : bytes.getBytes(1, checked(bytes.length()));
    }

    private static int checked(long length) throws SQLException {
        if (length > LONGEST) {
            Traffic.TooMuchException tooMuch = new Traffic.TooMuchException();
            throw new SQLException(tooMuch.getMessage(), tooMuch);
        }
        return (int) length;
    }

    private static Object present(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static Object local(ResultSet row, int index) throws SQLException {
        LocalDateTime value = row.getObject(index, LocalDateTime.class);
        return value == null ? null : LOCAL.format(value);
    }

    private static Object time(ResultSet row, int index) throws SQLException {
        LocalTime value = row.getObject(index, LocalTime.class);
        return value == null ? null : TIME.format(value);
    }

    private static Object instant(ResultSet row, int index) throws SQLException {
        OffsetDateTime value = row.getObject(index, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Types that drivers have beside those of JDBC: {@code microsoft.sql.Types} and {@code oracle.jdbc.OracleTypes}. */
    private static final class DriversType {

        static final int DATETIMEOFFSET = -155;
        static final int DATETIME = -151;
        static final int SMALLDATETIME = -150;
        static final int MONEY = -148;
        static final int SMALLMONEY = -146;

        static final int TIMESTAMPLTZ = -102;
        static final int TIMESTAMPTZ = -101;
        static final int BINARY_FLOAT = 100;
        static final int BINARY_DOUBLE = 101;

        private DriversType() {}
    }
}
