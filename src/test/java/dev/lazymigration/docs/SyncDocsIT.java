package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lazymigration.admin.SyncRepresentation;
import dev.lazymigration.admin.SyncRequest;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/sync.md says. */
@LazyMigrationTest
class SyncDocsIT {

    private final MarkdownFile docs = MarkdownFile.read("docs/sync.md");
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    SyncDocsIT(TestRealm realm, LegacyDatabase legacy) {
        this.realm = realm;
        this.legacy = legacy;
    }

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
    void theScriptBringsEverybodyAcross() {
        List<LegacyAccount> accounts =
                List.of(LegacyAccount.named("ada"), LegacyAccount.named("grace"), LegacyAccount.named("radia"));
        legacy.addUsers(accounts);
        realm.configure("syncPageSize", "2");
        realm.configure("listUsersScript", docs.blocks("js").get(0));

        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.post("sync", docs.blocks("bash").get(0).replaceAll("(?s).*-d '([^']*)'.*", "$1"))
                        .status())
                .isEqualTo(202);

        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        JsonNode sync = api.get("sync").body();
        while (sync.path("state").asText().equals("running") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            sync = api.get("sync").body();
        }
        assertThat(sync.path("state").asText()).isEqualTo("completed");
        assertThat(sync.path("total").asLong()).isEqualTo(3);
        assertThat(sync.path("withPassword").asLong()).isEqualTo(3);
        assertThat(names(sync)).isSubsetOf(fields(SyncRepresentation.class));
        assertThat(realm.openLogin().signIn("ada", accounts.get(0).password()).isSignedIn())
                .isTrue();
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
        assertThat(rowsAfter("field")).contains("passwordHash");
        assertThat(rowsAfter("`state`")).containsExactly("running", "interrupted", "completed", "stopped", "failed");
        assertThat(docs.text())
                .contains(fields(SyncRequest.class).stream()
                        .map(field -> "| `" + field + "` |")
                        .toArray(String[]::new));
    }
}
