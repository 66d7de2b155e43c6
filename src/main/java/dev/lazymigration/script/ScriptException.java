package dev.lazymigration.script;

/** A script cannot be used; the message says why, in the words of the person who wrote it. */
public final class ScriptException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final boolean understood;

    private ScriptException(String message, int line, int column, boolean understood) {
        super(message);
        this.understood = understood;
        this.line = line;
        this.column = column;
    }

    ScriptException(String message, int line, int column) {
        this(message, line, column, false);
    }

    /** For a source that could be read, but says something that is wrong or not supported. */
    static ScriptException ofMeaning(String message, int line, int column) {
        return new ScriptException(message, line, column, true);
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

    /** The same, for a source that had this many characters put before its first line. */
    ScriptException withoutPrefix(int characters) {
        SourcePosition place = new SourcePosition(line, column).withoutPrefix(characters);
        return new ScriptException(getMessage(), place.line(), place.column(), understood);
    }

    /** Whether the parser got further than in the other reading of the same source. */
    boolean isFurtherThan(ScriptException other) {
        if (understood != other.understood) {
            return understood;
        }
        return line != other.line ? line > other.line : column > other.column;
    }
}
