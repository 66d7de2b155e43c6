package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    private static String line(Object... cells) {
        String[] names = new String[cells.length];
        Arrays.fill(names, "x");
        return new CsvTable<Object[]>(row -> row, names).rows(Collections.singletonList(cells));
    }

    @Test
    void theNamesOfTheColumnsAreTheFirstLineAndEveryLineEndsAsTheRfcHasIt() {
        CsvTable<Object[]> table = new CsvTable<>(row -> row, "id", "name");

        assertThat(table.text(List.of(new Object[] {1, "ada"}, new Object[] {2, null})))
                .isEqualTo("id,name\r\n1,ada\r\n2,\r\n");
        assertThat(table.text(List.of())).isEqualTo("id,name\r\n");
    }

    @Test
    void theRowsComeInAnyNumberOfPiecesBehindTheNames() {
        CsvTable<Object[]> table = new CsvTable<>(row -> row, "id", "name");
        List<Object[]> rows = List.of(new Object[] {1, "ada"}, new Object[] {2, "grace"}, new Object[] {3, "alan"});

        assertThat(table.head()
                        + table.rows(rows.subList(0, 2))
                        + table.rows(rows.subList(2, 3))
                        + table.rows(List.of()))
                .isEqualTo(table.text(rows));
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(line("a,b", "say \"so\"", "two\nlines", "two\r\nlines", " ; 'plain' é李"))
                .isEqualTo("\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"two\r\nlines\", ; 'plain' é李\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30 1", "-1", "@SUM(A1)", "=", "＝1+1", "＋1", "－1", "＠A1"})
    void whatASpreadsheetWouldCalculateIsAText(String formula) {
        assertThat(line(formula, "it")).isEqualTo("'" + formula + ",it\r\n");
    }

    @Test
    void whatASpreadsheetWouldCalculateBehindASpaceThatItDoesNotShowIsATextToo() {
        assertThat(line("\t=1+1", "\r=1+1", "\n=1+1")).isEqualTo("'\t=1+1,\"'\r=1+1\",\"'\n=1+1\"\r\n");
    }

    @Test
    void aFormulaWithQuotesIsATextInQuotes() {
        assertThat(line("=HYPERLINK(\"http://evil\",\"x\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"\r\n");
    }

    @Test
    void whatIsNoFormulaStaysAsItIs() {
        assertThat(line("1=1", "a-b", "ada@example.org", "", "2026-11-27T02:00:00Z", true))
                .isEqualTo("1=1,a-b,ada@example.org,,2026-11-27T02:00:00Z,true\r\n");
    }

    @Test
    void aLineHasACellForEachColumn() {
        CsvTable<Object> table = new CsvTable<>(row -> new Object[] {row}, "id", "name");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.rows(List.of(1)))
                .withMessage("1 cells for 2 columns");
    }
}
