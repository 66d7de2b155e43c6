package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script is asked, or told.
 *
 * @param slot which script
 * @param query what is known of the user, or null when he is told of, or a page is wanted
 * @param password the password to prove, or null when none is
 * @param page which page is wanted, or null when none is
 * @param migrated who has come across, or null when the script is asked
 * @param context for whom
 */
record Question(
        ScriptSlot slot,
        LegacyQuery query,
        String password,
        ListQuery page,
        MigratedUser migrated,
        RequestContext context) {

    static Question lookup(LegacyQuery query, RequestContext context) {
        return new Question(ScriptSlot.GET_USER, query, null, null, null, context);
    }

    static Question proof(LegacyQuery query, String password, RequestContext context) {
        return new Question(ScriptSlot.LOGIN, query, password, null, null, context);
    }

    static Question listing(ListQuery page, RequestContext context) {
        return new Question(ScriptSlot.LIST_USERS, null, null, page, null, context);
    }

    static Question notice(MigratedUser migrated, RequestContext context) {
        return new Question(ScriptSlot.ON_MIGRATED, null, null, null, migrated, context);
    }

    /** Whether the script is only told; then its answer says nothing but that it has ended. */
    boolean isNotice() {
        return migrated != null;
    }

    boolean isListing() {
        return page != null;
    }

    /** The legacy system's id for the user, or null while it is not known, or nobody is asked about. */
    String legacyId() {
        if (isNotice()) {
            return migrated.legacyUser().id();
        }
        return isListing() ? null : query.id();
    }

    /** Which page is wanted, or what is known of the user, without what is not. */
    Map<String, Object> queryFields() {
        return isListing() ? pageFields() : userFields();
    }

    private Map<String, Object> pageFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("page", page.page());
        fields.put("limit", page.limit());
        page.cursor().map(JsonText::parsed).ifPresent(cursor -> fields.put("cursor", cursor));
        page.since().ifPresent(since -> fields.put("since", since));
        return fields;
    }

    private Map<String, Object> userFields() {
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
