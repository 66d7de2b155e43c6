package dev.lazymigration.script;

/**
 * A place in a source.
 *
 * @param line counted from 1; 0 when the place is not known
 * @param column counted from 1; 0 when it is not known
 */
record SourcePosition(int line, int column) {

    static final SourcePosition UNKNOWN = new SourcePosition(0, 0);

    boolean isKnown() {
        return line > 0;
    }

    /** Such as {@code line 3, column 7}; empty when the place is not known. */
    String describe() {
        if (!isKnown()) {
            return "";
        }
        return column == 0 ? "line " + line : "line " + line + ", column " + column;
    }

    SourcePosition withoutPrefix(int characters) {
        return line == 1 && column > 0 ? new SourcePosition(1, Math.max(1, column - characters)) : this;
    }
}
