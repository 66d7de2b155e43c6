package dev.lazymigration.ledger.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleColumnTest {

    private static List<String> kept(List<String> lines) {
        String value = ConsoleColumn.of(lines);
        assertThat(value).hasSizeLessThanOrEqualTo(ConsoleColumn.LENGTH);
        return ConsoleColumn.lines(value);
    }

    @Test
    void linesComeBackAsTheyWere() {
        assertThat(kept(List.of("log: one", "error: two"))).containsExactly("log: one", "error: two");
        assertThat(kept(List.of("log: one", "", ""))).containsExactly("log: one", "", "");
    }

    @Test
    void withoutLinesThereIsNoValue() {
        assertThat(ConsoleColumn.of(List.of())).isNull();
        assertThat(ConsoleColumn.lines(null)).isEmpty();
    }

    @Test
    void noLineCanPassForTwoOrHoldWhatADatabaseRefuses() {
        assertThat(kept(List.of("log: one\nerror: forged\0", "log: two\r\n")))
                .containsExactly("log: one error: forged ", "log: two  ");
    }

    @Test
    void asMuchAsFitsIsKeptWhole() {
        List<String> lines = Collections.nCopies(20, "x".repeat(99));

        assertThat(ConsoleColumn.of(lines)).hasSize(1_999);
        assertThat(kept(lines)).isEqualTo(lines);
    }

    @Test
    void ofTooManyLinesTheLastOnesAreKept() {
        List<String> lines = kept(List.of("log: first", "x".repeat(1_000), "y".repeat(1_000), "error: last"));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("…x+");
        assertThat(lines.subList(1, 3)).containsExactly("y".repeat(1_000), "error: last");
    }

    @Test
    void ofALineThatIsTooLongTheEndIsKept() {
        assertThat(kept(List.of("log: " + "x".repeat(3_000) + "!"))).containsExactly("…" + "x".repeat(1_998) + "!");
    }

    @Test
    void noCharacterIsCutInTwo() {
        String faces = "\uD83D\uDE00".repeat(1_000);

        assertThat(kept(List.of("log: " + faces))).containsExactly("…" + faces.substring(2));
    }
}
