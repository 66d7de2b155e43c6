package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.AuditRepresentation;
import dev.lazymigration.audit.AuditReport;
import dev.lazymigration.audit.FindingCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/audit.md says of the code. */
class AuditDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/audit.md");

    private JsonNode example() throws IOException {
        return new ObjectMapper().readTree(docs.blocks("json").get(0));
    }

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

    /** Those that are missing in the example are named in the text. */
    private void assertFields(JsonNode object, Class<? extends Record> type, String... missing) {
        assertThat(names(object))
                .isEqualTo(fields(type).stream()
                        .filter(field -> !List.of(missing).contains(field))
                        .toList());
        assertThat(Stream.of(missing))
                .allSatisfy(field -> assertThat(docs.text()).contains("`" + field + "`"));
    }

    private List<List<String>> tableOf(String title) {
        return docs.tableRows().stream()
                .dropWhile(row -> !row.get(0).equals(title))
                .skip(1)
                .takeWhile(row -> row.get(0).startsWith("`"))
                .toList();
    }

    private List<String> rowsAfter(String title) {
        return tableOf(title).stream().map(row -> row.get(0).replace("`", "")).toList();
    }

    @Test
    void theExampleHasTheFieldsOfTheCode() throws IOException {
        assertFields(example(), AuditRepresentation.class, "secondsLeft", "problem");
        assertFields(example().path("totals"), AuditReport.Totals.class);
        example().path("findings").forEach(finding -> {
            assertFields(finding, AuditReport.Finding.class);
            assertFields(finding.path("samples").get(0), AuditReport.Sample.class, "place");
        });
        assertFields(example().path("findings").get(1).path("reasons").get(0), AuditReport.Reason.class);
    }

    @Test
    void theExplanationsInTheExampleAreThoseOfTheCode() throws IOException {
        example().path("findings").forEach(finding -> assertThat(
                        finding.path("explanation").asText())
                .isEqualTo(Stream.of(FindingCode.values())
                        .filter(code -> code.code().equals(finding.path("code").asText()))
                        .findFirst()
                        .orElseThrow()
                        .explanation()));
    }

    @Test
    void theFiguresOfTheExampleAddUp() throws IOException {
        JsonNode totals = example().path("totals");

        assertThat(Stream.of("known", "coming", "skipped", "failed")
                        .mapToLong(field -> totals.path(field).asLong())
                        .sum())
                .isEqualTo(example().path("read").asLong());
        assertThat(totals.path("withPassword").asLong() + totals.path("linked").asLong())
                .isEqualTo(totals.path("coming").asLong());
        assertThat(totals.path("passwords").path("argon2").asLong()
                        + totals.path("passwords").path("bcrypt").asLong())
                .isEqualTo(totals.path("withPassword").asLong());
    }

    @Test
    void everyStateEveryTotalAndEveryCodeIsInItsTable() {
        assertThat(rowsAfter("state")).containsExactly("running", "interrupted", "completed", "stopped", "failed");
        assertThat(rowsAfter("field")).isEqualTo(fields(AuditReport.Totals.class));
        assertThat(rowsAfter("code"))
                .isEqualTo(
                        Stream.of(FindingCode.values()).map(FindingCode::code).toList());
    }

    @Test
    void theTableSaysWhatKeepsARowOut() {
        assertThat(tableOf("code").stream().map(row -> row.get(2)))
                .containsExactlyElementsOf(Stream.of(FindingCode.values())
                        .map(code -> code.keepsOut() ? "yes" : "no")
                        .toList());
    }
}
