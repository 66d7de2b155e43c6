package dev.lazymigration.script.module;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/** Collects what the server answers to one query text: a result for each statement in it, every value as text. */
final class PgResults extends ResultHandlerBase {

    /** The command tag, read as in node-postgres' {@code lib/result.js}. */
    private static final Pattern TAG = Pattern.compile("([A-Za-z]+)(?: (\\d+))?(?: (\\d+))?.*", Pattern.DOTALL);

    private final List<Map<String, Object>> results = new ArrayList<>();
    private List<Object> fields = List.of();
    private List<Object> rows = List.of();

    List<Map<String, Object>> results() {
        return results;
    }

    @Override
    public void handleResultRows(Query query, Field[] columns, List<Tuple> tuples, ResultCursor cursor) {
        fields = new ArrayList<>(columns.length);
        for (Field column : columns) {
            fields.add(Map.of("name", column.getColumnLabel(), "dataTypeID", Integer.toUnsignedLong(column.getOID())));
        }
        rows = new ArrayList<>(tuples.size());
        for (Tuple tuple : tuples) {
            List<Object> row = new ArrayList<>(tuple.fieldCount());
            for (int i = 0; i < tuple.fieldCount(); i++) {
                byte[] value = tuple.get(i);
                row.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
            }
            rows.add(row);
        }
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        Matcher tag = TAG.matcher(status);
        boolean empty = status.equals("EMPTY") || !tag.matches();
        String count = empty ? null : tag.group(3) == null ? tag.group(2) : tag.group(3);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("command", empty ? null : tag.group(1));
        result.put("rowCount", count == null ? null : Long.valueOf(count));
        result.put("fields", fields);
        result.put("rows", rows);
        results.add(result);
        fields = List.of();
        rows = List.of();
    }

    /** Keeps the first error only: a result over the size limit reports one for each further row. */
    @Override
    public void handleError(SQLException error) {
        if (getException() == null) {
            super.handleError(error);
        }
    }
}
