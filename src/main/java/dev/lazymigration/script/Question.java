package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script is asked, or told.
 *
 * @param slot which script
 * @param query what is known of the user, or null when he is told of
 * @param password the password to prove, or null when none is
 * @param migrated who has come across, or null when the script is asked
 * @param context for whom
 */
record Question(ScriptSlot slot, LegacyQuery query, String password, MigratedUser migrated, RequestContext context) {

    static Question lookup(LegacyQuery query, RequestContext context) {
        return new Question(ScriptSlot.GET_USER, query, null, null, context);
    }

    static Question proof(LegacyQuery query, String password, RequestContext context) {
        return new Question(ScriptSlot.LOGIN, query, password, null, context);
    }

    static Question notice(MigratedUser migrated, RequestContext context) {
        return new Question(ScriptSlot.ON_MIGRATED, null, null, migrated, context);
    }

    /** Whether the script is only told; then its answer says nothing but that it has ended. */
    boolean isNotice() {
        return migrated != null;
    }

    /** The legacy system's id for the user, or null while it is not known. */
    String legacyId() {
        return isNotice() ? migrated.legacyUser().id() : query.id();
    }

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
