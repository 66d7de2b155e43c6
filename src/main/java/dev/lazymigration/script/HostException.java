package dev.lazymigration.script;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A host function failed. Becomes a JavaScript Error with this message, with {@code code} and the details as
 * properties.
 */
public final class HostException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is; decides how the run is judged even when the script wraps the error in one of its own. */
    public enum Kind {
        /** The script asked for something wrong, a bad argument for example: an error like any other in a script. */
        MISUSE,
        /** A connection, SQL, HTTP or time-out failure: the run can not have found out anything. */
        UNAVAILABLE,
        /** The script can never work, for example because it asks for an unknown module. */
        BROKEN
    }

    private static final Pattern ANSWER = Pattern.compile("(22|23|42)[0-9A-Z]{3}");

    private final Kind kind;
    private final String code;
    private final transient Map<String, Object> details;

    private HostException(Kind kind, String message, String code, Map<String, Object> details, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public static HostException misuse(String message) {
        return new HostException(Kind.MISUSE, message, null, Map.of(), null);
    }

    public static HostException broken(String message) {
        return new HostException(Kind.BROKEN, message, null, Map.of(), null);
    }

    /** A module is asked for that there is not. */
    static HostException moduleNotFound(String message) {
        return new HostException(Kind.BROKEN, message, "MODULE_NOT_FOUND", Map.of(), null);
    }

    /**
     * @param message what happened, without any secret
     * @param code the code a Node module would give, such as a SQLSTATE or {@code ECONNREFUSED}, or null
     * @param details further properties of the JavaScript Error: strings, numbers and booleans
     * @param cause for debugging, or null
     */
    public static HostException unavailable(String message, String code, Map<String, Object> details, Throwable cause) {
        return new HostException(Kind.UNAVAILABLE, message, code, details, cause);
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether the failure is a database's answer to this very question, to a value that it does not take for example:
     * then it is up, whatever the next question will get. By the class of the SQLSTATE (ISO/IEC 9075: 22 data, 23
     * constraints, 42 syntax and access), or by the number that SQL Server gives an error of a request.
     */
    boolean isAnswer() {
        return "EREQUEST".equals(code) && details.containsKey("number")
                || isAboutTheQuestion(code)
                || isAboutTheQuestion(details.get("sqlState"));
    }

    private static boolean isAboutTheQuestion(Object sqlState) {
        return sqlState instanceof String state && ANSWER.matcher(state).matches();
    }

    /** The code a Node module would give, or null. */
    public String code() {
        return code;
    }

    /** Further properties of the JavaScript Error; unmodifiable, possibly empty. */
    public Map<String, Object> details() {
        return details;
    }
}
