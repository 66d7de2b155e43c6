package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import dev.lazymigration.testkit.TraceCollector;
import dev.lazymigration.testkit.TraceCollector.Span;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the traces of Keycloak's requests say of the legacy system. */
@Tag("own-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracingIT {

    private static final String REALM = "kc.realmName";

    private LegacyDatabase legacy;
    private KeycloakServer server;
    private TraceCollector traces;

    @BeforeAll
    void aServerThatTraces() {
        legacy = LegacyDatabase.on(RestartedServer.get().postgres());
        server = RestartedServer.get().server();
        traces = RestartedServer.get().traces();
        server.start();
    }

    private List<Span> within(Span parent) {
        return traces.spans().stream()
                .filter(span -> span.parentId().equals(parent.id()))
                .toList();
    }

    private List<Span> about(Span span) {
        return traces.spans().stream()
                .filter(other -> other.traceId().equals(span.traceId()))
                .toList();
    }

    @Test
    void aFirstLoginIsALookUpAndAProofWithTheirCallsWithinTheTraceOfItsRequest() {
        TestRealm realm = TestRealm.named("traced").with(legacy).create(server);
        LegacyAccount ada = LegacyAccount.named("ada-of-the-traces");
        legacy.addUser(ada);
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.app().directGrant(ada.username(), ada.password()).status())
                .isEqualTo(200);

        Span proof = traces.await("LazyMigration.login", REALM, "traced");
        Span lookup = traces.await("LazyMigration.getUser", REALM, "traced");
        assertThat(proof.attributes())
                .containsEntry("lazy_migration.provider", "lazy-migration")
                .containsEntry("lazy_migration.outcome", "Authenticated");
        assertThat(proof.failed()).isFalse();
        assertThat(lookup.attributes()).containsEntry("lazy_migration.outcome", "Found");
        assertThat(lookup.traceId()).isEqualTo(proof.traceId());
        assertThat(proof.parentId()).as("the span that it is in").isNotEmpty();
        server.log().await(mark, "traceId=" + proof.traceId() + ",.* outcome=Migrated .*username=" + ada.username());
        for (Span run : List.of(lookup, proof)) {
            assertThat(within(run))
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.name()).startsWith("LazyMigration.pg."))
                    .allSatisfy(call -> assertThat(call.attributes()).isEmpty());
        }
        assertThat(about(proof))
                .filteredOn(span -> span.name().startsWith("LazyMigration."))
                .extracting(Span::toString)
                .noneMatch(text -> text.contains(ada.username())
                        || text.contains(ada.email())
                        || text.contains(ada.password())
                        || text.contains(LegacyDatabase.READER_PASSWORD)
                        || text.contains("SELECT"));
    }

    @Test
    void aLegacySystemThatCannotBeAskedIsAFailedSpanWithoutAReason() {
        TestRealm realm = TestRealm.named("traced-outage")
                .getUserScript(
                        """
                        async function getUser() {
                          const { Client } = require('pg');
                          await new Client('postgres://reader:secret@localhost:1/users').connect();
                        }""")
                .loginScript("async function login() { return null; }")
                .create(server);

        realm.app().directGrant("ada", "a password");

        Span lookup = traces.await("LazyMigration.getUser", REALM, "traced-outage");
        assertThat(lookup.failed()).isTrue();
        assertThat(lookup.attributes()).containsEntry("lazy_migration.outcome", "Unavailable");
        assertThat(within(lookup)).isNotEmpty().anyMatch(Span::failed);
        assertThat(within(lookup).toString() + lookup).doesNotContain("ECONNREFUSED", "secret", "ada");
    }

    @Test
    void theCountOfTheUsersIsInTheTraceOfTheRequestForTheStatus() {
        TestRealm realm = TestRealm.named("traced-status")
                .with(legacy)
                .config(
                        "listUsersScript",
                        """
                        async function listUsers() {
                          const { Pool } = require('pg');
                          await new Pool({ connectionString: env.DB_CONNECTION_URI }).query('SELECT 2');
                          return null;
                        }""")
                .create(server);

        MigrationApi.of(realm).get("status");

        Span page = traces.await("LazyMigration.listUsers", REALM, "traced-status");
        assertThat(page.attributes()).containsEntry("lazy_migration.outcome", "Broken");
        assertThat(page.failed()).isTrue();
        assertThat(within(page)).isNotEmpty().allSatisfy(call -> assertThat(call.name())
                .startsWith("LazyMigration.pg."));
    }
}
