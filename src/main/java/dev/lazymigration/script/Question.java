package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script is asked.
 *
 * @param slot which script
 * @param query what is known of the user
 * @param password the password to prove, or null when the user is only looked up
 * @param context for whom
 */
record Question(ScriptSlot slot, LegacyQuery query, String password, RequestContext context) {

    /** What is known of the user, without what is not. */
    Map<String, Object> queryFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        putKnown(fields, "id", query.id());
        putKnown(fields, "email", query.email());
        putKnown(fields, "username", query.username());
        putKnown(fields, "phone", query.phone());
        return fields;
    }

    private static void putKnown(Map<String, Object> fields, String name, String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "Question[slot=" + slot + "]";
    }
}
