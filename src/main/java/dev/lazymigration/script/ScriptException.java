package dev.lazymigration.script;

/** A script cannot be used; the message says why, in the words of the person who wrote it. */
public final class ScriptException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    ScriptException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    ScriptException(String message, SourcePosition place) {
        this(message, place.line(), place.column());
    }

    ScriptException(String message) {
        this(message, 0, 0);
    }

    /** The line in the source as it was given, counted from 1; 0 when no line is to blame. */
    public int line() {
        return line;
    }

    /** The column in that line, counted from 1; 0 when none is to blame. */
    public int column() {
        return column;
    }

    /** The message with its place, if that is known. */
    public String describe() {
        if (line == 0) {
            return getMessage();
        }
        return (column == 0 ? "line " + line : "line " + line + ", column " + column) + ": " + getMessage();
    }

    /** Whether this tells of a place further down than the other: the parser got further before it gave up. */
    boolean isFurtherThan(ScriptException other) {
        return line != other.line ? line > other.line : column > other.column;
    }
}
