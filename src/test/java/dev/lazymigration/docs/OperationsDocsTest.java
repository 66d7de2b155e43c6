package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.flow.DownAnswer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationsDocsTest {

    @Test
    void theTableOfAnswersWhileTheLegacySystemIsDownIsThatOfTheTests() {
        List<List<String>> documented = MarkdownFile.read("docs/operations.md").tableRows().stream()
                .filter(row -> row.size() == 3 && row.get(1).startsWith("503"))
                .toList();

        assertThat(documented)
                .isEqualTo(Stream.of(DownAnswer.values()).map(DownAnswer::row).toList());
    }
}
