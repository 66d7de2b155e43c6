package dev.lazymigration.script;

/**
 * A script in the older language that the engine runs.
 *
 * @param code ECMAScript 5
 * @param originalLines for each line of the code, counted from 0, the line of the source it came from, counted from 1; 0
 *     where it came from none
 */
record LoweredScript(String code, int[] originalLines) {

    /** The line of the source for a line of the code, both counted from 1, or 0. */
    int originalLine(int line) {
        return line < 1 || line > originalLines.length ? 0 : originalLines[line - 1];
    }
}
