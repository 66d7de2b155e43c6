package dev.lazymigration.admin;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as RFC 4180 has it, the names of the columns first. Written here, because the library that Keycloak has for it
 * is there for its database's changes alone, and may go with them.
 *
 * <p>Names and reasons come from users and from scripts, and a spreadsheet would calculate a cell that begins as a formula
 * does; such a cell gets an apostrophe before it, which makes it a text.
 */
final class CsvTable {

    /** As OWASP lists them under "CSV injection", with the wide forms that East Asian spreadsheets take for the same. */
    private static final String BEGIN_FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    CsvTable(String... names) {
        columns = names.length;
        add((Object[]) names);
    }

    /**
     * Adds a line.
     *
     * @param cells one for each column; null for an empty one
     */
    void add(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        text.append(Stream.of(cells)
                        .map(cell -> cell == null ? "" : cell(cell.toString()))
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String value) {
        String harmless = !value.isEmpty() && BEGIN_FORMULAS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = harmless.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
