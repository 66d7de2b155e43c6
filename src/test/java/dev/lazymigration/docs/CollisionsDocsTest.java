package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.PhoneNumber;
import dev.lazymigration.migration.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CollisionsDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/collisions.md");

    private List<List<String>> rowsUnder(String firstHeader) {
        List<List<String>> rows = docs.tableRows();
        int start = rows.stream().map(row -> row.get(0)).toList().indexOf(firstHeader);
        return rows.subList(start + 1, rows.size()).stream()
                .takeWhile(row -> row.get(0).startsWith("`"))
                .toList();
    }

    private static String code(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void theTableHasEveryCodeOfTheLog() {
        Stream<String> others = Stream.of(
                        new Refusal.UnusableProfile(""),
                        new Refusal.OtherUser(""),
                        new Refusal.Deleted(),
                        new Refusal.Unwritable(""))
                .map(Refusal::code);

        assertThat(rowsUnder("in the log").stream().map(row -> code(row.get(0))))
                .containsExactlyElementsOf(
                        Stream.concat(Arrays.stream(Refusal.Collision.values()).map(Refusal::code), others)
                                .toList());
    }

    @Test
    void thereAreNoOtherReasons() {
        assertThat(Refusal.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Refusal.Collision.class,
                        Refusal.UnusableProfile.class,
                        Refusal.OtherUser.class,
                        Refusal.Deleted.class,
                        Refusal.Unwritable.class);
    }

    @Test
    void thePhoneNumbersAreWhatTheTableSays() {
        assertThat(rowsUnder("typed")).hasSizeGreaterThan(5).allSatisfy(row -> assertThat(
                        PhoneNumber.in(code(row.get(0))).isPresent())
                .as(row.get(0))
                .isEqualTo(row.get(1).equals("yes")));
    }
}
