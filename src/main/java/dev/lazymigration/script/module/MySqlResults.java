package dev.lazymigration.script.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mariadb.jdbc.client.Column;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.message.server.OkPacket;

/** What a server answers to one text: a result for each statement in it, as {@code mysql.js} takes it. */
final class MySqlResults implements Completion {

    private static final int BINARY = 63;
    private static final int UTF8MB4 = 224;

    private final List<Map<String, Object>> results = new ArrayList<>();
    private final ResultWeight weight = new ResultWeight();
    private List<Object> fields = List.of();
    private List<Object> rows = List.of();

    List<Map<String, Object>> all() {
        return results;
    }

    void add(OkPacket ok, Context context) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("affectedRows", number(ok.getAffectedRows()));
        result.put("insertId", number(ok.getLastInsertId()));
        result.put("info", ok.getInfo() == null ? "" : new String(ok.getInfo(), StandardCharsets.UTF_8));
        result.put("serverStatus", context.getServerStatus());
        result.put("warningCount", context.getWarning());
        results.add(result);
    }

    void begin(List<Column> columns) {
        fields = new ArrayList<>(columns.size());
        columns.forEach(column -> fields.add(field(column)));
        rows = new ArrayList<>();
    }

    void add(List<Object> row) throws IOException {
        weight.add(row);
        rows.add(row);
    }

    void end() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("fields", fields);
        result.put("rows", rows);
        results.add(result);
    }

    private static Map<String, Object> field(Column column) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("db", column.getSchema());
        field.put("table", column.getTableAlias());
        field.put("orgTable", column.getTable());
        field.put("name", column.getColumnAlias());
        field.put("orgName", column.getColumnName());
        field.put("charsetNr", column.isBinary() ? BINARY : UTF8MB4);
        field.put("length", column.getColumnLength());
        field.put("type", column.getType().get());
        field.put("flags", column.getFlags());
        field.put("decimals", Byte.toUnsignedInt(column.getDecimals()));
        return field;
    }

    /** As text when a JavaScript number can not hold it. */
    private static Object number(long value) {
        return value >= 0 && value < 1L << 53 ? (Object) value : Long.toUnsignedString(value);
    }
}
