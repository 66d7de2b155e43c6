package dev.lazymigration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Reads a page of users that a run gave back, inside the run. Row by row: one that is too large says nothing about the
 * others, and no text has to hold them all.
 */
final class PageValues {

    static final String LIST = "list";

    private static final String TOTAL = "totalCount";
    private static final String CURSOR = "cursor";

    /** Far above any page that is asked for; a row may be as small as a null. */
    private static final int MOST_ROWS = 50_000;

    /** How scripts say, beside undefined, that no page follows; as a cursor it would lead to the first page again. */
    private static final Set<String> NO_CURSOR = Set.of("null", "false", "\"\"");

    private final ScriptValues values;
    private final RunLimits limits;

    PageValues(ScriptValues values, RunLimits limits) {
        this.values = values;
        this.limits = limits;
    }

    /** A {@link PageAnswer} when the answer is an array or another object, and plain values otherwise. */
    Object plain(Object answer) {
        if (answer instanceof NativeArray rows) {
            return new PageAnswer(null, Optional.of(rows(rows)), Optional.empty());
        }
        if (!(answer instanceof ScriptableObject page)) {
            return values.plain(answer);
        }
        Optional<List<Object>> rows = ScriptableObject.getProperty(page, LIST) instanceof NativeArray list
                ? Optional.of(rows(list))
                : Optional.empty();
        return new PageAnswer(
                values.plain(property(page, TOTAL)),
                rows,
                Optional.ofNullable(property(page, CURSOR))
                        .map(values::json)
                        .filter(cursor -> !NO_CURSOR.contains(cursor)));
    }

    private static Object property(Scriptable page, String name) {
        Object value = ScriptableObject.getProperty(page, name);
        return value == Scriptable.NOT_FOUND || Undefined.isUndefined(value) ? null : value;
    }

    private List<Object> rows(NativeArray list) {
        if (list.getLength() > MOST_ROWS) {
            throw ScriptValues.impossible("the page has more than " + MOST_ROWS + " rows");
        }
        int length = (int) list.getLength();
        List<Object> rows = new ArrayList<>(length);
        long characters = 0;
        for (int i = 0; i < length; i++) {
            Object row = ScriptableObject.getProperty(list, i);
            if (!(row instanceof ScriptableObject profile)) {
                rows.add(row == Scriptable.NOT_FOUND ? null : values.plain(row));
                continue;
            }
            String json = values.json(profile);
            characters += json.length();
            if (characters > limits.pageCharacters()) {
                throw ScriptValues.impossible(
                        "the page is larger than " + limits.pageCharacters() + " characters of JSON");
            }
            Object plain = values.parsed(json, profile);
            rows.add(
                    json.length() > limits.profileCharacters()
                            ? new PageAnswer.LargeRow(plain, limits.profileCharacters())
                            : plain);
        }
        return rows;
    }
}
