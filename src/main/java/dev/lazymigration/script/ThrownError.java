package dev.lazymigration.script;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a script threw, as plain values.
 *
 * @param name the error's {@code name}, empty when it was no error object
 * @param message what it says
 * @param module the file and line of an added module that threw it, or empty
 * @param place where in the source of the script it was made
 * @param profile what a {@code PasswordExpiredError} carries, or null
 */
record ThrownError(String name, String message, String module, SourcePosition place, Object profile) {

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
        String places = Stream.of(module, place.describe())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        if (!places.isEmpty()) {
            text.append(" (").append(places).append(')');
        }
        return text.toString();
    }
}
