package dev.lazymigration.script;

import java.util.List;

/** Which of the administrator's scripts one is; decides how it is called and what its answer means. */
public enum ScriptSlot {
    /** Proves a password. */
    LOGIN("login", List.of("login")),
    /** Looks a user up without a password. */
    GET_USER("getUser", List.of("getUser", "getByEmail")),
    /** Lists users, page by page. */
    LIST_USERS("listUsers", List.of("listUsers")),
    /** Is told of a user who has come across. */
    ON_MIGRATED("onMigrated", List.of("onMigrated"));

    private final String label;
    private final List<String> functionNames;

    ScriptSlot(String label, List<String> functionNames) {
        this.label = label;
        this.functionNames = functionNames;
    }

    /** How people call it, for example in a log line. */
    public String label() {
        return label;
    }

    /** How stack traces call it. */
    String fileName() {
        return label + ".js";
    }

    /**
     * The names by which its function is found in a source of several statements, best first. A source that is a single
     * function may call it whatever it likes.
     */
    List<String> functionNames() {
        return functionNames;
    }
}
