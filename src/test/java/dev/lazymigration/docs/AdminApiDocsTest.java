package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.FailureRepresentation;
import dev.lazymigration.admin.RecordRepresentation;
import dev.lazymigration.admin.StatusRepresentation;
import dev.lazymigration.ledger.FailureKind;
import dev.lazymigration.ledger.MigrationFailures;
import dev.lazymigration.ledger.MigrationMethod;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/admin-api.md says of the code. */
class AdminApiDocsTest {

    private final MarkdownFile docs = MarkdownFile.read("docs/admin-api.md");

    @Test
    void theExamplesOfAnswersHaveTheFieldsOfTheCode() throws IOException {
        assertThat(fieldsOfExample(0))
                .isEqualTo(fields(StatusRepresentation.class).stream()
                        .filter(field -> !List.of("finished", "totalProblem").contains(field))
                        .toList());
        assertThat(fieldsOfExample(1)).isEqualTo(fields(RecordRepresentation.class));
        assertThat(fieldsOfExample(2)).isEqualTo(fields(FailureRepresentation.class));
    }

    @Test
    void theExampleOfAStatusHasItsPartsAndEveryWayToComeAcross() throws IOException {
        JsonNode status = new ObjectMapper().readTree(docs.blocks("json").get(0));

        assertThat(names(status.path("legacy")))
                .isEqualTo(fields(StatusRepresentation.Legacy.class).stream()
                        .filter(field -> !field.equals("problem"))
                        .toList());
        assertThat(names(status.path("migrated"))).isEqualTo(fields(StatusRepresentation.Migrated.class));
        assertThat(names(status.path("failures"))).isEqualTo(fields(StatusRepresentation.Failures.class));
        assertThat(names(status.path("failures").path("by")))
                .isEqualTo(
                        Stream.of(FailureKind.values()).map(FailureKind::label).toList());
        assertThat(names(status.path("migrated").path("by")))
                .isEqualTo(Stream.of(MigrationMethod.values())
                        .map(MigrationMethod::label)
                        .toList());
    }

    private List<String> fieldsOfExample(int index) throws IOException {
        return names(new ObjectMapper().readTree(docs.blocks("json").get(index)));
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

    @Test
    void everyKindOfFailureIsInItsTable() {
        assertThat(docs.tableRows().stream()
                        .dropWhile(row -> !row.get(0).equals("`kind`"))
                        .skip(1)
                        .takeWhile(row -> row.size() == 3)
                        .map(row -> row.get(0).replace("`", "")))
                .containsExactlyElementsOf(
                        Stream.of(FailureKind.values()).map(FailureKind::label).toList());
    }

    @Test
    void everyWayToComeAcrossIsNamed() {
        List<String> row = docs.tableRows().stream()
                .filter(cells -> cells.get(0).equals("`method`"))
                .findFirst()
                .orElseThrow();

        assertThat(Stream.of(MigrationMethod.values())
                        .map(method -> "`" + method.label() + "`")
                        .toList())
                .allSatisfy(method -> assertThat(row.get(1)).contains(method));
    }

    @Test
    void theLimitsAreThoseOfTheCode() {
        assertThat(docs.text())
                .contains("kept for " + MigrationFailures.MAX_AGE.toDays() + " days")
                .contains("%,d of a provider at most"
                        .formatted(MigrationFailures.MAX_GROUPS)
                        .replace(',', ' '));
    }
}
