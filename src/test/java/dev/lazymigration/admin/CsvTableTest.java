package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    private static String line(Object... cells) {
        String[] names = new String[cells.length];
        Arrays.fill(names, "x");
        CsvTable table = new CsvTable(names);
        table.add(cells);
        String text = table.toString();
        return text.substring(text.indexOf("\r\n") + 2);
    }

    @Test
    void theNamesOfTheColumnsAreTheFirstLineAndEveryLineEndsAsTheRfcHasIt() {
        CsvTable table = new CsvTable("id", "name");
        table.add(1, "ada");
        table.add(2, null);

        assertThat(table).hasToString("id,name\r\n1,ada\r\n2,\r\n");
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
        CsvTable table = new CsvTable("id", "name");

        assertThatIllegalArgumentException().isThrownBy(() -> table.add(1)).withMessage("1 cells for 2 columns");
    }
}
