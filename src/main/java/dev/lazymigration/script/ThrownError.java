package dev.lazymigration.script;

import java.util.Set;

/**
 * What a script threw, as plain values.
 *
 * @param name the error's {@code name}, empty when it was no error object
 * @param message what it says
 * @param place where in the source it was made
 * @param profile what a {@code PasswordExpiredError} carries, or null
 */
record ThrownError(String name, String message, SourcePosition place, Object profile) {

    private static final Set<String> DEFECTS = Set.of(
            "TypeError",
            "ReferenceError",
            "SyntaxError",
            "RangeError",
            "EvalError",
            "URIError",
            // What the engine itself reports, for example the change of a sealed object.
            "InternalError");

    /** Whether it tells of a mistake in the script, not of the user or the legacy system. */
    boolean isDefect() {
        return DEFECTS.contains(name);
    }

    /** In the way that engines print uncaught errors. */
    String describe() {
        StringBuilder text = new StringBuilder();
        if (!name.isEmpty() && !name.equals("Error")) {
            text.append(name).append(": ");
        }
        text.append(message);
        if (place.isKnown()) {
            text.append(" (line ").append(place.line());
            if (place.column() > 0) {
                text.append(", column ").append(place.column());
            }
            text.append(')');
        }
        return text.toString();
    }
}
