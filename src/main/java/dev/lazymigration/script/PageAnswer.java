package dev.lazymigration.script;

import java.util.List;
import java.util.Optional;

/**
 * A page of users as a script gave it, before anybody judges it.
 *
 * @param total its {@code totalCount}, whatever that is; null when it has none
 * @param rows its {@code list}, each row as plain values or as a {@link LargeRow}; empty when that is no array
 * @param cursor as JSON text; empty when it has none
 */
record PageAnswer(Object total, Optional<List<Object>> rows, Optional<String> cursor) {

    /**
     * A row that is larger than a profile may be.
     *
     * @param row as plain values
     * @param limit how large it may be, in characters of JSON
     */
    record LargeRow(Object row, int limit) {}
}
