package dev.lazymigration.ledger.jpa;

import java.util.List;
import java.util.stream.Collectors;

/** The lines of a script's console in one column: the end of them, where the error is. */
final class ConsoleColumn {

    static final int LENGTH = 2_000;

    private static final String BETWEEN = "\n";

    private ConsoleColumn() {}

    /** The value of the column; null for no lines. */
    static String of(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        String text = lines.stream().map(MigrationFailureEntity::line).collect(Collectors.joining(BETWEEN));
        if (text.length() <= LENGTH) {
            return text;
        }
        int from = text.length() - (LENGTH - 1);
        // Half a character is none.
        return "…" + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }

    /** The lines of a value, null included. */
    static List<String> lines(String value) {
        return value == null ? List.of() : List.of(value.split(BETWEEN, -1));
    }
}
