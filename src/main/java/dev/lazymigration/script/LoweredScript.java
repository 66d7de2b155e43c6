package dev.lazymigration.script;

import java.util.List;

/**
 * A script in the older language that the engine runs.
 *
 * @param code ECMAScript 5, one statement a line
 * @param origins for each line of the code, counted from 0, where in the source its statement stands
 */
record LoweredScript(String code, List<SourcePosition> origins) {

    LoweredScript {
        origins = List.copyOf(origins);
    }

    /** Where in the source the statement on a line of the code stands; lines are counted from 1. */
    SourcePosition origin(int line) {
        return line < 1 || line > origins.size() ? SourcePosition.UNKNOWN : origins.get(line - 1);
    }

    /** The same, for a source that had this many characters put before its first line. */
    LoweredScript withoutPrefix(int characters) {
        return new LoweredScript(
                code,
                origins.stream().map(origin -> origin.withoutPrefix(characters)).toList());
    }
}
