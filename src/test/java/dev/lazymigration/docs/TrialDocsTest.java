package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.TrialRepresentation;
import dev.lazymigration.admin.TrialRequest;
import dev.lazymigration.legacy.LegacyTrial;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/admin-api.md says of trials. */
class TrialDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/admin-api.md");

    private JsonNode example() throws IOException {
        return new ObjectMapper()
                .readTree(docs.blocks("json").stream()
                        .filter(block -> block.contains("callsLeftOut"))
                        .findFirst()
                        .orElseThrow());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Those that are missing in the example are named in the text. */
    private void assertFields(JsonNode object, Class<? extends Record> type, String... missing) {
        List<String> fields = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(field -> !List.of(missing).contains(field))
                .toList();
        assertThat(names(object)).isEqualTo(fields);
        assertThat(Stream.of(missing))
                .allSatisfy(field -> assertThat(docs.text()).contains("`" + field + "`"));
    }

    @Test
    void theExampleHasTheFieldsOfTheCode() throws IOException {
        JsonNode example = example();

        assertFields(example, TrialRepresentation.class, "reason");
        assertFields(example.path("fate"), TrialRepresentation.FateOfUser.class, "userId");
        assertFields(example.path("fate").path("collisions").get(0), TrialRepresentation.Collision.class);
        assertThat(names(example.path("user")))
                .isEqualTo(Stream.of(TrialRepresentation.User.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(field -> !field.equals("firstName") && !field.equals("lastName"))
                        .toList());
        assertFields(example.path("password"), TrialRepresentation.Password.class);
        assertFields(example.path("warnings").get(0), TrialRepresentation.Warning.class);
        assertFields(example.path("millis"), TrialRepresentation.Millis.class);
        assertFields(example.path("calls").get(0), TrialRepresentation.Call.class, "failure");
    }

    @Test
    void everyOutcomeIsInItsTable() {
        assertThat(rowsAfter("`outcome`"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(LegacyTrial.Ending.values())
                        .map(LegacyTrial.Ending::label)
                        .toList());
    }

    @Test
    void everyFieldOfTheRequestIsInItsTable() {
        assertThat(rowsAfter("field"))
                .containsExactlyElementsOf(Stream.of(TrialRequest.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    private List<String> rowsAfter(String header) {
        return docs.text()
                .substring(docs.text().indexOf("\n| " + header + " |") + 1)
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1].strip().replace("`", ""))
                .toList();
    }
}
