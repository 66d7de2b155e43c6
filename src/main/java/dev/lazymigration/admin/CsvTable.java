package dev.lazymigration.admin;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as RFC 4180 has it, the names of the columns first. Written here, because the library that Keycloak has for it
 * is there for its database's changes alone, and may go with them.
 *
 * <p>Names and reasons come from users and from scripts, and a spreadsheet would calculate a cell that begins as a formula
 * does; such a cell gets an apostrophe before it, which makes it a text.
 */
final class CsvTable<T> {

    /** As OWASP lists them under "CSV injection", with the wide forms that East Asian spreadsheets take for the same. */
    private static final String BEGIN_FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Function<T, Object[]> cells;
    private final String[] names;

    /**
     * @param cells of a line, one for each column; null for an empty one
     * @param names of the columns
     */
    CsvTable(Function<T, Object[]> cells, String... names) {
        this.cells = cells;
        this.names = names;
    }

    /** The whole table. */
    String text(List<T> lines) {
        return head() + rows(lines);
    }

    /** Its first line, the names of the columns. */
    String head() {
        return row(names);
    }

    /** Some of its other lines. */
    String rows(List<T> lines) {
        return lines.stream().map(cells).map(this::row).collect(Collectors.joining());
    }

    private String row(Object[] row) {
        if (row.length != names.length) {
            throw new IllegalArgumentException(row.length + " cells for " + names.length + " columns");
        }
        return Stream.of(row)
                .map(cell -> cell == null ? "" : cell(cell.toString()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String value) {
        String harmless = !value.isEmpty() && BEGIN_FORMULAS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = harmless.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
