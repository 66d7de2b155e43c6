package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.AdminEventRepresentation;

/** What is found in the list of users before anybody comes. */
@LazyMigrationTest
class AuditIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String HASH =
            (String) LegacyAccount.named("hashed").columns().get("password");

    /** The rows as their details say, three at a time. */
    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              const total = await pool.query('SELECT count(*)::int AS n FROM users');
              const { rows } = await pool.query(
                'SELECT id, details FROM users WHERE id > $1 ORDER BY id LIMIT $2', [query.cursor || 0, query.limit]);
              return {
                totalCount: total.rows[0].n,
                list: rows.map((row) => row.details),
                cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined,
              };
            }""";

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    AuditIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @BeforeEach
    void readThreeAtATime() {
        legacy.execute("DELETE FROM users");
        realm.configure("syncPageSize", "3");
        realm.configure("listUsersScript", LIST);
    }

    @AfterEach
    void nobodyIsLeft() {
        await("audit", "completed", "stopped", "failed", "interrupted", "");
    }

    private void addRows(String... rows) {
        Stream.of(rows).forEach(row -> legacy.execute("INSERT INTO users (details) VALUES ('" + row + "')"));
    }

    private JsonNode await(String what, String... states) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode run = MigrationApi.of(realm).get(what).body();
        while (!List.of(states).contains(run.path("state").asText())) {
            assertThat(Instant.now()).as("still %s", run).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            run = MigrationApi.of(realm).get(what).body();
        }
        return run;
    }

    private JsonNode done(String what) {
        MigrationApi.Answer answer = MigrationApi.of(realm).post(what, "{}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        assertThat(answer.body().path("state").asText()).isEqualTo("running");
        return await(what, "completed", "stopped", "failed");
    }

    private JsonNode audited() {
        return done("audit");
    }

    private static Map<String, Long> counts(JsonNode audit) {
        Map<String, Long> counts = new TreeMap<>();
        audit.path("findings")
                .forEach(finding -> counts.put(
                        finding.path("code").asText(), finding.path("count").asLong()));
        return counts;
    }

    private static JsonNode finding(JsonNode audit, String code) {
        for (JsonNode finding : audit.path("findings")) {
            if (finding.path("code").asText().equals(code)) {
                return finding;
            }
        }
        throw new AssertionError("There is no " + code + " in " + audit);
    }

    private static void assertSample(JsonNode audit, String code, String sample) {
        assertThat(finding(audit, code).path("samples")).singleElement().hasToString(sample);
    }

    @Test
    void everyKindOfThingIsFoundAndASyncThenDoesWhatWasForetold() {
        addRows("{\"id\": 100, \"username\": \"across\", \"email\": \"across@example.org\"}");
        done("sync");
        realm.addUser("occupied", "occupied@kc.example.org", "a password");
        realm.addUser("somebody", "taken@example.org", "a password");
        legacy.execute("DELETE FROM users");
        addRows(
                "{\"id\": 1, \"username\": \"Ada\", \"email\": \"ada@example.org\", \"passwordHash\": \"" + HASH
                        + "\"}",
                "{\"id\": 1, \"username\": \"again\"}",
                "{\"id\": 2, \"username\": \"ADA\", \"email\": \"other-ada@example.org\"}",
                "{\"id\": 3, \"username\": \"grace\"}",
                "{\"id\": 4, \"username\": \"grace\"}",
                "{\"id\": 5, \"username\": \"fifth\", \"email\": \"Ada@Example.org\"}",
                "{\"username\": \"no-id\", \"secret_field\": \"hidden\"}",
                "{\"id\": 7, \"username\": \"bad-mail\", \"email\": \"not an address\"}",
                "{\"id\": 8, \"username\": \"radia@example.org\"}",
                "{\"id\": 9, \"username\": \"radia\", \"email\": \"radia@example.org\"}",
                "{\"id\": 10, \"username\": \"Occupied\"}",
                "{\"id\": 11, \"username\": \"eleventh\", \"email\": \"taken@example.org\"}",
                "{\"id\": 100, \"username\": \"renamed\"}",
                "{\"id\": 12, \"username\": \"across\"}",
                "{\"id\": 13, \"username\": \"poor\", \"roles\": [\"no-such-role\"], \"groups\": [\"/no/such\"],"
                        + " \"organizations\": [\"nowhere\"], \"client_secret\": \"hidden\","
                        + " \"passwordHash\": \"hidden-and-no-hash\"}",
                "{\"id\": 14, \"username\": \"off\", \"blocked\": true}");
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        JsonNode audit = audited();

        tables.assertNothingWrittenSince(before);
        assertThat(audit.path("state").asText()).isEqualTo("completed");
        assertThat(audit.path("total").asLong()).isEqualTo(16);
        assertThat(audit.path("read").asLong()).isEqualTo(16);
        assertThat(counts(audit))
                .isEqualTo(Map.ofEntries(
                        Map.entry("unusable-row", 1L),
                        Map.entry("duplicate-id", 1L),
                        Map.entry("unusable-profile", 1L),
                        Map.entry("duplicate-username", 1L),
                        Map.entry("username-case-clash", 1L),
                        Map.entry("duplicate-email", 1L),
                        Map.entry("username-is-email", 1L),
                        Map.entry("username-taken", 1L),
                        Map.entry("email-taken", 1L),
                        Map.entry("migrated-user-has-name", 1L),
                        Map.entry("role-left-out", 1L),
                        Map.entry("group-left-out", 1L),
                        Map.entry("organization-left-out", 1L),
                        Map.entry("field-left-out", 1L),
                        Map.entry("hash-left-out", 1L)));
        assertThat(finding(audit, "unusable-row")
                        .path("samples")
                        .get(0)
                        .path("place")
                        .asText())
                .contains("row 1 of page 3", "no-id");
        assertSample(audit, "duplicate-id", "{\"legacyId\":\"1\",\"username\":\"again\"}");
        assertSample(
                audit,
                "username-case-clash",
                "{\"legacyId\":\"2\",\"username\":\"ADA\",\"email\":\"other-ada@example.org\"}");
        assertSample(audit, "duplicate-username", "{\"legacyId\":\"4\",\"username\":\"grace\"}");
        assertSample(
                audit, "duplicate-email", "{\"legacyId\":\"5\",\"username\":\"fifth\",\"email\":\"Ada@Example.org\"}");
        assertSample(
                audit,
                "unusable-profile",
                "{\"legacyId\":\"7\",\"username\":\"bad-mail\",\"email\":\"not an address\"}");
        assertThat(finding(audit, "unusable-profile")
                        .path("reasons")
                        .get(0)
                        .path("reason")
                        .asText())
                .startsWith("its e-mail address is not valid");
        assertSample(
                audit,
                "username-is-email",
                "{\"legacyId\":\"9\",\"username\":\"radia\",\"email\":\"radia@example.org\"}");
        assertSample(audit, "username-taken", "{\"legacyId\":\"10\",\"username\":\"Occupied\"}");
        assertSample(
                audit,
                "email-taken",
                "{\"legacyId\":\"11\",\"username\":\"eleventh\",\"email\":\"taken@example.org\"}");
        assertSample(audit, "migrated-user-has-name", "{\"legacyId\":\"12\",\"username\":\"across\"}");
        Stream.of("role", "group", "organization", "field", "hash")
                .forEach(
                        kind -> assertSample(audit, kind + "-left-out", "{\"legacyId\":\"13\",\"username\":\"poor\"}"));
        assertThat(finding(audit, "role-left-out").path("reasons").toString())
                .contains("there is no role no-such-role in the realm", "\"count\":1");
        assertThat(finding(audit, "hash-left-out").path("reasons").toString()).contains("passwordHash: ");
        assertThat(finding(audit, "field-left-out").path("reasons").toString())
                .contains("client_secret: looks like a secret");
        JsonNode totals = audit.path("totals");
        assertThat(totals.path("passwords").size()).isEqualTo(1);
        assertThat(totals.path("withoutHash").asLong()).isEqualTo(2);
        assertThat(server.log().linesSince(mark, "outcome=AuditCompleted read=16 total=16 unusable-row=1"))
                .hasSize(1);

        JsonNode sync = done("sync");
        assertThat(sync.path("added").asLong())
                .isEqualTo(totals.path("coming").asLong())
                .isEqualTo(4);
        assertThat(sync.path("withPassword").asLong())
                .isEqualTo(totals.path("withPassword").asLong())
                .isEqualTo(1);
        assertThat(sync.path("linked").asLong())
                .isEqualTo(totals.path("linked").asLong())
                .isEqualTo(3);
        assertThat(sync.path("known").asLong())
                .isEqualTo(totals.path("known").asLong())
                .isEqualTo(2);
        assertThat(sync.path("skipped").asLong())
                .isEqualTo(totals.path("skipped").asLong())
                .isEqualTo(1);
        assertThat(sync.path("failed").asLong())
                .isEqualTo(totals.path("failed").asLong())
                .isEqualTo(9);
    }

    @Test
    void aListInWhichAllIsWellHasNoFindings() {
        addRows(
                "{\"id\": 201, \"username\": \"well-ada\", \"email\": \"well-ada@example.org\"}",
                "{\"id\": 202, \"username\": \"well-grace@example.org\", \"email\": \"well-grace@example.org\"}");

        JsonNode audit = audited();

        assertThat(audit.path("findings")).isEmpty();
        assertThat(audit.path("totals").path("coming").asLong()).isEqualTo(2);
        assertThat(realm.user("well-ada")).isEmpty();
    }

    @Test
    void nothingOfAPasswordIsInTheReportOrTheLogOrTheEvent() {
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        addRows(
                "{\"id\": 301, \"username\": \"kept-secret\", \"passwordHash\": \"hidden-no-hash\", \"client_secret\":"
                        + " \"hidden-secret\"}",
                "{\"id\": 301, \"username\": \"kept-secret\", \"passwordHash\": \"hidden-no-hash\"}");
        ServerLog.Mark mark = server.log().mark();

        JsonNode audit = audited();

        assertThat(counts(audit)).containsEntry("hash-left-out", 1L).containsEntry("duplicate-id", 1L);
        assertThat(audit.toString()).doesNotContain("hidden");
        assertThat(tables.thatHold("hidden-no-hash")).isEmpty();
        assertThat(tables.thatHold("hidden-secret")).isEmpty();
        assertThat(server.log().since(mark)).doesNotContain("hidden", "kept-secret", LegacyDatabase.READER_PASSWORD);
        AdminEventRepresentation event = realm.admin().getAdminEvents().stream()
                .filter(any -> "LAZY_MIGRATION_AUDIT".equals(any.getResourceType()))
                .findFirst()
                .orElseThrow();
        assertThat(event.getOperationType()).isEqualTo("ACTION");
        assertThat(event.getResourcePath())
                .isEqualTo("lazy-migration/" + realm.provider().getId() + "/audit");
        assertThat(event.getRepresentation()).isEqualTo("{\"state\":\"running\",\"read\":0}");
    }

    @Test
    void aScriptThatKnowsNoPagesIsReadOnce() {
        realm.configure(
                "listUsersScript",
                "async function listUsers() { return { list: [{ id: 1, username: 'only-ada' },"
                        + " { id: 2, username: 'only-grace' }] }; }");

        JsonNode audit = audited();

        assertThat(audit.path("state").asText()).isEqualTo("completed");
        assertThat(audit.path("read").asLong()).isEqualTo(2);
        assertThat(audit.has("total")).isFalse();
        assertThat(audit.path("findings")).isEmpty();
    }

    @Test
    void oneRunsAtATimeAndCanBeStoppedAndTheNextOneBeginsAnew() {
        realm.configure(
                "listUsersScript",
                LIST.replace("const total =", "await pool.query('SELECT pg_sleep(0.1)');\n  const total ="));
        realm.configure("syncPageSize", "1");
        for (int id = 401; id <= 430; id++) {
            addRows("{\"id\": " + id + ", \"username\": \"stopped" + id + "\"}");
        }
        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.post("audit", "{}").status()).isEqualTo(202);

        MigrationApi.Answer second = api.post("audit", "{}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().path("errorMessage").asText()).contains("under way");
        legacy.awaitStatement("SELECT pg_sleep(0.1)");
        assertThat(api.delete("audit").status()).isEqualTo(202);
        JsonNode stopped = await("audit", "stopped", "completed");

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(stopped.path("read").asLong()).isLessThan(30);
        assertThat(stopped.path("totals").path("coming").asLong())
                .as("what was found by then is there")
                .isEqualTo(stopped.path("read").asLong());
        assertThat(api.delete("audit").status()).isEqualTo(409);
        realm.configure("listUsersScript", LIST);
        JsonNode whole = audited();
        assertThat(whole.path("read").asLong()).isEqualTo(30);
        assertThat(whole.path("findings")).isEmpty();
    }

    @Test
    void anAuditWhoseNodeIsGoneIsInterruptedAndAnotherOneCanBegin() {
        addRows("{\"id\": 501, \"username\": \"interrupted-ada\"}");
        audited();
        tables.execute("UPDATE lazy_migration_audit SET state = 'RUNNING', ended_at = NULL, claimed_until = 0"
                + " WHERE provider_id = '" + realm.provider().getId() + "'");

        assertThat(MigrationApi.of(realm).get("audit").body().path("state").asText())
                .isEqualTo("interrupted");
        assertThat(audited().path("state").asText()).isEqualTo("completed");
    }

    @Test
    void aScriptThatIsWrongEndsTheAuditWithItsReason() {
        realm.configure("listUsersScript", "async function listUsers() { return undefined.length; }");

        JsonNode audit = audited();

        assertThat(audit.path("state").asText()).isEqualTo("failed");
        assertThat(audit.path("problem").asText()).contains("TypeError");
    }

    @Test
    void withoutAListThereIsNothingToAuditAndTheAdministratorLearnsWhy() {
        realm.configure("listUsersScript", "");

        MigrationApi.Answer answer = MigrationApi.of(realm).post("audit", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText()).contains("listUsersScript");
    }

    @Test
    void aProviderThatIsSwitchedOffIsAuditedAndKeepsNoConnection() {
        addRows(
                "{\"id\": 601, \"username\": \"early-ada\"}",
                "{\"id\": 602, \"username\": \"early-grace\"}",
                "{\"id\": 603, \"username\": \"early-hedy\"}",
                "{\"id\": 604, \"username\": \"EARLY-ADA\"}");
        realm.disableProvider();
        try {
            JsonNode audit = audited();

            assertThat(audit.path("state").asText()).isEqualTo("completed");
            assertThat(audit.path("read").asLong()).isEqualTo(4);
            assertThat(audit.path("totals").path("coming").asLong()).isEqualTo(3);
            assertThat(counts(audit)).containsExactly(Map.entry("username-case-clash", 1L));
            assertThat(MigrationApi.of(realm).post("sync", "{}").status()).isEqualTo(400);
            legacy.awaitValue("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + legacy.reader() + "'", "0");
        } finally {
            realm.configure("enabled", "true");
        }
    }

    @Test
    void onlyWhoMayManageUsersAndTheRealmAudits() {
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "audit-viewer", "view-users");
        MigrationApi ofUsers = MigrationApi.ofAdministrator(realm, "audit-users", "view-users", "manage-users");
        MigrationApi ofRealm = MigrationApi.ofAdministrator(realm, "audit-realm", "view-users", "manage-realm");
        MigrationApi other = MigrationApi.ofAdministrator(realm, "audit-other", "manage-clients", "manage-realm");

        assertThat(MigrationApi.of(realm).as(null).get("audit").status()).isEqualTo(401);
        assertThat(other.get("audit").status()).isEqualTo(403);
        assertThat(viewer.get("audit").status()).isIn(200, 404);
        for (MigrationApi half : List.of(viewer, ofUsers, ofRealm)) {
            assertThat(half.post("audit", "{}").status()).isEqualTo(403);
            assertThat(half.delete("audit").status()).isEqualTo(403);
        }
    }

    @Test
    void whatWasFoundGoesWithTheProvider() {
        TestRealm gone = TestRealm.named("audit-gone").with(legacy).create(server);
        gone.configure("listUsersScript", "async function listUsers() { return { list: [] }; }");
        assertThat(MigrationApi.of(gone).get("audit").status())
                .as("never audited")
                .isEqualTo(404);
        String id = gone.provider().getId();
        assertThat(MigrationApi.of(gone).post("audit", "{}").status()).isEqualTo(202);
        String rows = "SELECT count(*) FROM lazy_migration_audit WHERE provider_id = '" + id + "'";
        assertThat(tables.query(rows)).containsExactly(List.of("1"));

        gone.deleteProvider();

        assertThat(tables.query(rows)).containsExactly(List.of("0"));
    }
}
