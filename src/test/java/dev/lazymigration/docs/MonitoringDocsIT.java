package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics that the documentation and its board for Grafana name are those that a server has. */
@LazyMigrationTest
class MonitoringDocsIT {

    private static final Pattern METRIC = Pattern.compile("lazy_migration_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(lazy_migration_\\w+)\\{([^}]*)}");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(.*, (\\w+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    private final JsonNode board;
    private final Map<String, Set<String>> labels = new TreeMap<>();

    MonitoringDocsIT() throws IOException {
        board = new ObjectMapper().readTree(new File("docs/grafana/lazy-migration.json"));
    }

    /** Each expression of the board, with the labels that its legend shows. */
    private List<Map.Entry<String, Set<String>>> expressions() {
        Stream<Map.Entry<String, Set<String>>> panels = board.findValues("targets").stream()
                .flatMap(targets -> stream(targets))
                .map(target -> Map.entry(
                        target.path("expr").asText(),
                        all(LEGEND, target.path("legendFormat").asText())));
        Stream<Map.Entry<String, Set<String>>> variables = stream(
                        board.path("templating").path("list"))
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> Map.entry(
                        variable.path("definition").asText(),
                        all(LABEL_VALUES, variable.path("definition").asText())));
        return Stream.concat(panels, variables).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().map(result -> result.group(1)).forEach(found::add);
        return found;
    }

    @BeforeEach
    void readTheLabelsOfAllMetrics(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        if (realm.user("ada").isEmpty()) {
            LegacyAccount ada = LegacyAccount.named("ada");
            legacy.addUser(ada);
            realm.openLogin().signIn("ada", ada.password());
        }
        ServerMetrics metrics = ServerMetrics.of(server);
        METRIC.matcher(metrics.text())
                .results()
                .map(MatchResult::group)
                .forEach(name -> labels.put(
                        name,
                        metrics.samples(name).stream()
                                .map(sample -> sample.labels().keySet())
                                .collect(TreeSet::new, Set::addAll, Set::addAll)));
    }

    @Test
    void everyMetricAndEveryLabelThatTheBoardNamesIsThere() {
        assertThat(expressions()).hasSizeGreaterThan(10).allSatisfy(expression -> {
            Set<String> known = new HashSet<>();
            assertThat(METRIC.matcher(expression.getKey()).results().toList())
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(labels.get(metric.group())).isNotEmpty());
            METRIC.matcher(expression.getKey()).results().forEach(metric -> known.addAll(labels.get(metric.group())));
            SELECTOR.matcher(expression.getKey()).results().forEach(selector -> assertThat(
                            labels.get(selector.group(1)))
                    .containsAll(all(SELECTED, selector.group(2))));
            GROUPED.matcher(expression.getKey()).results().forEach(by -> assertThat(known)
                    .contains(by.group(1).split(", ")));
            assertThat(known).containsAll(expression.getValue());
        });
    }

    @Test
    void theTableOfMetricsNamesThemWithAllTheirLabels() {
        List<List<String>> rows = MarkdownFile.read("docs/operations.md").tableRows().stream()
                .filter(row -> row.get(0).startsWith("`lazy_migration_"))
                .toList();

        assertThat(rows).hasSize(3).allSatisfy(row -> {
            String metric = row.get(0).replace("`", "");
            assertThat(labels.getOrDefault(metric + "_count", labels.get(metric)))
                    .containsExactlyInAnyOrder(row.get(1).replace("`", "").split(", "));
        });
    }

    @Test
    void noMetricIsLeftOutAndNoTwoPanelsShareANumber() {
        assertThat(expressions().stream()
                        .flatMap(expression ->
                                METRIC.matcher(expression.getKey()).results().map(MatchResult::group)))
                .contains(
                        "lazy_migration_script_seconds_count",
                        "lazy_migration_script_seconds_sum",
                        "lazy_migration_script_seconds_bucket",
                        "lazy_migration_script_seconds_max",
                        "lazy_migration_users_total",
                        "lazy_migration_legacy_available");
        assertThat(stream(board.path("panels")).map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
    }
}
