package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.FinishRepresentation;
import dev.lazymigration.admin.FinishRequest;
import dev.lazymigration.admin.MailsRepresentation;
import dev.lazymigration.closing.Findings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/closing.md says of the code. */
class ClosingDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/closing.md");

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> fields(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private List<String> rowsAfter(String header) {
        return docs.tableRows().stream()
                .dropWhile(row -> !row.get(0).equals(header))
                .skip(1)
                .map(row -> row.get(0))
                .takeWhile(cell -> cell.startsWith("`"))
                .map(cell -> cell.replace("`", ""))
                .toList();
    }

    @Test
    void theExampleHasTheFieldsOfTheCode() throws IOException {
        JsonNode example = new ObjectMapper().readTree(docs.blocks("json").get(0));

        assertThat(names(example))
                .isEqualTo(fields(FinishRepresentation.class).stream()
                        .filter(field -> !List.of("since", "stragglers").contains(field))
                        .toList());
        assertThat(docs.text()).contains("`since`", "`stragglers`");
        assertThat(names(example.path("unmigrated")))
                .isEqualTo(fields(FinishRepresentation.Unmigrated.class).stream()
                        .filter(field -> !field.equals("problem"))
                        .toList());
        for (String users : List.of("linked", "hashes")) {
            assertThat(names(example.path(users))).isEqualTo(fields(FinishRepresentation.Users.class));
            assertThat(names(example.path(users).path("sample").get(0)))
                    .isEqualTo(fields(FinishRepresentation.Known.class));
        }
        assertThat(names(example.path("recentLogins"))).isEqualTo(fields(FinishRepresentation.RecentLogins.class));
        assertThat(names(example.path("objections").get(0))).isEqualTo(fields(FinishRepresentation.Objection.class));
    }

    @Test
    void theExampleOfTheMailsHasTheFieldsOfTheCode() throws IOException {
        JsonNode example = new ObjectMapper().readTree(docs.blocks("json").get(1));

        assertThat(names(example))
                .isEqualTo(fields(MailsRepresentation.class).stream()
                        .filter(field -> !field.equals("problem"))
                        .toList());
        assertThat(docs.tableRows())
                .extracting(row -> row.get(0).replace("`", ""))
                .containsSubsequence(fields(MailsRepresentation.class));
    }

    @Test
    void everyObjectionIsInItsTable() {
        assertThat(rowsAfter("objection"))
                .isEqualTo(Stream.of(Findings.Objection.values())
                        .map(Findings.Objection::label)
                        .toList());
    }

    @Test
    void everyFieldOfTheRequestIsInItsTable() {
        assertThat(rowsAfter("field")).isEqualTo(fields(FinishRequest.class));
    }

    @Test
    void everyFieldAboutStragglersIsInItsTable() {
        assertThat(rowsAfter("in `stragglers`")).isEqualTo(fields(FinishRepresentation.Stragglers.class));
    }
}
