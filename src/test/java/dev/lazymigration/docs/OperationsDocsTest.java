package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.flow.DownAnswer;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.NoticeOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says of the code. */
class OperationsDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/operations.md");

    @Test
    void everyOutcomeOfARunIsInTheTableOfLogLines() {
        assertThat(docs.tableRows().stream()
                        .dropWhile(row -> !row.get(0).equals("`outcome`"))
                        .skip(1)
                        .takeWhile(row -> row.get(0).startsWith("`"))
                        .flatMap(row -> Stream.of(row.get(0).replace("`", "").split(", "))))
                .doesNotHaveDuplicates()
                .containsAll(Stream.of(LookupOutcome.class, LoginOutcome.class, NoticeOutcome.class)
                        .flatMap(outcomes -> Stream.of(outcomes.getPermittedSubclasses()))
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void theTableOfAnswersWhileTheLegacySystemIsDownIsThatOfTheTests() {
        List<List<String>> documented = docs.tableRows().stream()
                .filter(row -> row.size() == 3 && row.get(1).startsWith("503"))
                .toList();

        assertThat(documented)
                .isEqualTo(Stream.of(DownAnswer.values()).map(DownAnswer::row).toList());
    }
}
