package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.SyncRepresentation;
import dev.lazymigration.admin.SyncRequest;
import dev.lazymigration.hash.ForeignHash;
import dev.lazymigration.hash.StoredPassword;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/sync.md says. */
class SyncDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/sync.md");

    private List<String> rowsAfter(String title) {
        return docs.tableRows().stream()
                .dropWhile(row -> !row.get(0).equals(title))
                .skip(1)
                .takeWhile(row -> row.get(0).startsWith("`"))
                .map(row -> row.get(0).replace("`", ""))
                .toList();
    }

    private static List<String> fields(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theExampleHasTheFieldsOfTheCodeAndThoseThatItDoesNotHaveAreNamed() throws IOException {
        List<String> example =
                names(new ObjectMapper().readTree(docs.blocks("json").get(0)));
        List<String> missing = fields(SyncRepresentation.class).stream()
                .filter(field -> !example.contains(field))
                .toList();

        assertThat(example)
                .isEqualTo(fields(SyncRepresentation.class).stream()
                        .filter(example::contains)
                        .toList());
        assertThat(missing).containsExactlyInAnyOrder("since", "endedAt", "problem");
        assertThat(missing).allSatisfy(field -> assertThat(docs.text()).contains("`" + field + "`"));
    }

    @Test
    void theRequestAndTheStatesAreThoseOfTheCode() {
        assertThat(rowsAfter("field of a row"))
                .containsExactly("passwordHash", "passwordScheme", "passwordSalt", "passwordParameters");
        assertThat(rowsAfter("`state`")).containsExactly("running", "interrupted", "completed", "stopped", "failed");
        assertThat(rowsAfter("field")).startsWith(fields(SyncRequest.class).toArray(String[]::new));
    }

    @Test
    void everySchemeThatCanBeNamedIsInItsTable() {
        String all = ForeignHash.read(new StoredPassword("a hash", "no-such-scheme", null, Map.of()))
                .fold(readable -> "", reason -> reason);

        assertThat(rowsAfter("scheme").stream().flatMap(row -> Stream.of(row.split(", "))))
                .containsExactlyElementsOf(
                        List.of(all.replace("The scheme is none of ", "").split(", ")));
    }
}
