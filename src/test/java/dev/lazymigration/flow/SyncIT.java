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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.SynchronizationResultRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Users who are brought across in bulk. */
@LazyMigrationTest
class SyncIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Every user after the cursor; what the test puts in the place of {@code EXTRA} is added to each. */
    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              const total = await pool.query('SELECT count(*)::int AS n FROM users');
              const { rows } = await pool.query(
                'SELECT * FROM users WHERE id > $1 AND ($2::timestamptz IS NULL OR created_at > $2) ORDER BY id LIMIT $3',
                [query.cursor || 0, query.since || null, query.limit]);
              return {
                totalCount: total.rows[0].n,
                list: rows.map((user) => ({
                  id: user.nickname === 'no-id' ? null : user.id,
                  email: user.email,
                  username: user.username,
                  given_name: user.given_name,
                  family_name: user.family_name,
                  EXTRA
                })),
                cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined,
              };
            }""";

    private static final String WITH_HASH = LIST.replace("EXTRA", "passwordHash: user.password");
    private static final String WITHOUT_HASH = LIST.replace("EXTRA", "");

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    SyncIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    @BeforeEach
    void readTwoAtATime() {
        legacy.execute("DELETE FROM users");
        realm.configure("syncPageSize", "2");
        realm.configure("listUsersTimeoutMs", "3000");
        realm.configure("listUsersScript", WITH_HASH);
    }

    @AfterEach
    void nobodyIsLeft() {
        await("completed", "stopped", "failed", "");
    }

    private JsonNode await(String... states) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode sync = MigrationApi.of(realm).get("sync").body();
        while (!List.of(states).contains(sync.path("state").asText())) {
            assertThat(Instant.now()).as("still %s", sync).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            sync = MigrationApi.of(realm).get("sync").body();
        }
        return sync;
    }

    private JsonNode synced(String request) {
        MigrationApi.Answer answer = MigrationApi.of(realm).post("sync", request);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        assertThat(answer.body().path("state").asText()).isEqualTo("running");
        return await("completed", "stopped", "failed");
    }

    private JsonNode synced() {
        return synced("{}");
    }

    private static LegacyAccount named(String name) {
        return LegacyAccount.named(name);
    }

    private List<CredentialRepresentation> credentials(String username) {
        UserRepresentation user = realm.user(username).orElseThrow();
        return realm.admin().users().get(user.getId()).credentials();
    }

    private Stream<JsonNode> failures(String query) {
        JsonNode failures = MigrationApi.of(realm).get("failures" + query).body();
        return IntStream.range(0, failures.size()).mapToObj(failures::get);
    }

    @Test
    void everybodyComesAcrossWithHisPasswordAndNoScriptRunsAtHisLogin() {
        List<LegacyAccount> all = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> named("hashed" + number))
                .toList();
        legacy.addUsers(all);

        JsonNode sync = synced();

        assertThat(sync.path("state").asText()).isEqualTo("completed");
        assertThat(sync.path("total").asLong()).isEqualTo(5);
        assertThat(sync.path("read").asLong()).isEqualTo(5);
        assertThat(sync.path("added").asLong()).isEqualTo(5);
        assertThat(sync.path("withPassword").asLong()).isEqualTo(5);
        assertThat(sync.path("linked").asLong()).isZero();
        assertThat(sync.path("failed").asLong()).isZero();
        int calls = legacy.callCount();
        for (LegacyAccount each : all) {
            assertThat(realm.openLogin()
                            .signIn(each.username(), each.password())
                            .isSignedIn())
                    .as(each.username())
                    .isTrue();
        }
        assertThat(legacy.callCount()).isEqualTo(calls);
        assertThat(credentials("hashed1")).singleElement().satisfies(credential -> assertThat(
                        credential.getCredentialData())
                .doesNotContain("lazy-migration"));
        assertThat(realm.app().directGrant("hashed2", "a wrong password").errorDescription())
                .isEqualTo("Invalid user credentials");
        JsonNode records = MigrationApi.of(realm).get("records?method=sync").body();
        assertThat(records.findValuesAsText("username")).contains("hashed1", "hashed5");
    }

    @Test
    void whoComesWithoutAHashStaysLinkedAndProvesHisPasswordAtHisFirstLogin() {
        realm.configure("listUsersScript", WITHOUT_HASH);
        LegacyAccount ada = named("linked-ada");
        legacy.addUser(ada);

        JsonNode sync = synced();

        assertThat(sync.path("linked").asLong()).isEqualTo(1);
        assertThat(realm.user("linked-ada").orElseThrow().getFederationLink()).isNull();
        assertThat(realm.app().directGrant("linked-ada", "a wrong password").errorDescription())
                .isEqualTo("Invalid user credentials");
        assertThat(realm.openLogin().signIn("linked-ada", ada.password()).isSignedIn())
                .isTrue();
        int calls = legacy.callCount();
        assertThat(realm.openLogin().signIn("linked-ada", ada.password()).isSignedIn())
                .isTrue();
        assertThat(legacy.callCount()).isEqualTo(calls);
    }

    @Test
    void aHashThatCannotBeCarriedLeavesItsUserLinkedAndIsReported() {
        LegacyAccount odd = named("odd-hash").withStoredPassword("odd password", "not-a-hash-of-anything");
        legacy.addUser(odd);
        long legacyId = Long.parseLong(
                legacy.value("SELECT id FROM users WHERE username = 'odd-hash'").orElseThrow());

        JsonNode sync = synced();

        assertThat(sync.path("linked").asLong()).isEqualTo(1);
        assertThat(failures("?kind=not-applied&legacyId=" + legacyId))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.path("code").asText()).isEqualTo("passwordHash");
                    assertThat(failure.toString()).doesNotContain("not-a-hash-of-anything");
                });
    }

    @Test
    void aUserWhoIsAcrossIsNeverChangedBySyncing() {
        LegacyAccount grace = named("sync-grace");
        long id = legacy.addUser(grace);
        assertThat(realm.openLogin().signIn("sync-grace", grace.password()).isSignedIn())
                .isTrue();
        UserRepresentation before = realm.user("sync-grace").orElseThrow();
        legacy.execute(
                "UPDATE users SET given_name = 'Changed', email = 'changed@example.org', password = 'x' WHERE id = "
                        + id);

        JsonNode sync = synced();

        assertThat(sync.path("known").asLong()).isEqualTo(1);
        assertThat(sync.path("added").asLong()).isZero();
        assertThat(realm.user("sync-grace").orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(realm.openLogin().signIn("sync-grace", grace.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void whoWasDeletedInKeycloakStaysDeleted() {
        legacy.addUser(named("sync-gone"));
        synced();
        realm.deleteUser(realm.user("sync-gone").orElseThrow().getId());

        JsonNode sync = synced();

        assertThat(sync.path("known").asLong()).isEqualTo(1);
        assertThat(realm.user("sync-gone")).isEmpty();
    }

    @Test
    void eachRowThatFailsHasItsReasonAndTheOthersComeAcross() {
        realm.addUser("somebody-else", "taken@example.org", "a password");
        legacy.addUser(named("fine-one"));
        long taken = legacy.addUser(named("fails-one").withEmail("taken@example.org"));
        legacy.addUser(named("fails-two").with("nickname", "no-id"));
        legacy.addUser(named("fine-two"));
        ServerLog.Mark mark = server.log().mark();

        JsonNode sync = synced();

        assertThat(sync.path("state").asText()).isEqualTo("completed");
        assertThat(sync.path("read").asLong()).isEqualTo(4);
        assertThat(sync.path("added").asLong()).isEqualTo(2);
        assertThat(sync.path("failed").asLong()).isEqualTo(2);
        assertThat(realm.user("fine-one")).isPresent();
        assertThat(realm.user("fine-two")).isPresent();
        assertThat(failures("?kind=refused&legacyId=" + taken))
                .singleElement()
                .satisfies(failure -> assertThat(failure.path("code").asText()).isEqualTo("email-taken"));
        assertThat(failures("?kind=refused")).anySatisfy(failure -> {
            assertThat(failure.path("code").asText()).isEqualTo("unusable-row");
            assertThat(failure.path("reason").asText()).contains("page 2, row 1", "fails-two");
        });
        assertThat(server.log().linesSince(mark, "outcome=NotImported method=sync code=email-taken legacyId=" + taken))
                .hasSize(1);
        assertThat(server.log()
                        .linesSince(mark, "outcome=SyncCompleted read=4 total=4 added=2 known=0 skipped=0 failed=2"))
                .hasSize(1);
        assertThat(server.log().since(mark)).doesNotContain("$2a$", LegacyDatabase.READER_PASSWORD);
    }

    @Test
    void whoIsSwitchedOffThereIsLeftThere() {
        realm.configure("listUsersScript", LIST.replace("EXTRA", "enabled: user.nickname !== 'off'"));
        legacy.addUser(named("switched-on"));
        legacy.addUser(named("switched-off").with("nickname", "off"));

        JsonNode sync = synced();

        assertThat(sync.path("added").asLong()).isEqualTo(1);
        assertThat(sync.path("skipped").asLong()).isEqualTo(1);
        assertThat(realm.user("switched-off")).isEmpty();
    }

    @Test
    void theConsolesButtonsTellTheTruth() {
        legacy.addUser(named("button-ada"));
        realm.addUser("button-grace", "button-other@example.org", "a password");
        legacy.addUser(named("button-grace"));
        legacy.execute("UPDATE users SET created_at = now() - interval '1 hour'");

        SynchronizationResultRepresentation first = button("triggerFullSync");
        SynchronizationResultRepresentation second = button("triggerFullSync");
        legacy.addUser(named("button-radia"));
        SynchronizationResultRepresentation changed = button("triggerChangedUsersSync");

        assertThat(first.getAdded()).isEqualTo(1);
        assertThat(first.getFailed()).isEqualTo(1);
        assertThat(second.getAdded()).isZero();
        assertThat(second.getFailed()).isEqualTo(1);
        assertThat(changed.getAdded()).isEqualTo(1);
        assertThat(changed.getFailed()).isZero();
        assertThat(realm.user("button-radia")).isPresent();
    }

    @Test
    void whomASyncThatFailedLeftOutComeWithTheChangesAlsoByAnotherScript() {
        legacy.addUser(named("left-out-ada"));
        legacy.execute("UPDATE users SET created_at = now() - interval '1 hour'");
        realm.configure("listUsersScript", "async function listUsers() { return undefined.length; }");
        button("triggerFullSync");
        realm.configure("listUsersScript", WITH_HASH);

        SynchronizationResultRepresentation changed = button("triggerChangedUsersSync");

        assertThat(changed.getAdded()).isEqualTo(1);
        assertThat(realm.user("left-out-ada")).isPresent();
    }

    /** In seconds, as the console saves it; below one Keycloak has none. */
    @ParameterizedTest
    @ValueSource(strings = {"fullSyncPeriod", "changedSyncPeriod"})
    void aPeriodSyncsByItself(String period) {
        realm.configure(period, "1");
        try {
            legacy.addUser(named(period + "-first"));
            awaitUser(period + "-first");
            legacy.addUser(named(period + "-second"));
            awaitUser(period + "-second");
        } finally {
            realm.configure(period, "-1");
        }
    }

    private void awaitUser(String username) {
        Instant end = Instant.now().plus(PATIENCE);
        while (realm.user(username).isEmpty()) {
            assertThat(Instant.now()).as("still without %s", username).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private SynchronizationResultRepresentation button(String action) {
        return realm.admin().userStorage().syncUsers(realm.provider().getId(), action);
    }

    @Test
    void withoutAListThereIsNothingToSyncAndTheAdministratorLearnsWhy() {
        realm.configure("listUsersScript", "");

        MigrationApi.Answer answer = MigrationApi.of(realm).post("sync", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText()).contains("listUsersScript");
        assertThat(button("triggerFullSync").getFailed()).isEqualTo(1);
    }

    @Test
    void oneRunsAtATimeAndCanBeStoppedAndGoesOnWhereItWas() {
        realm.configure("listUsersScript", slow());
        realm.configure("syncPageSize", "1");
        for (int number = 1; number <= 30; number++) {
            legacy.addUser(named("stopped" + number));
        }
        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.post("sync", "{}").status()).isEqualTo(202);

        MigrationApi.Answer second = api.post("sync", "{}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().path("errorMessage").asText()).contains("under way");
        legacy.awaitStatement("SELECT pg_sleep(0.1)");
        assertThat(api.delete("sync").status()).isEqualTo(202);
        JsonNode stopped = await("stopped", "completed");

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        long before = stopped.path("added").asLong();
        assertThat(before).isLessThan(30);
        assertThat(api.delete("sync").status()).isEqualTo(409);
        JsonNode whole = synced();
        assertThat(whole.path("state").asText()).isEqualTo("completed");
        assertThat(whole.path("read").asLong()).isEqualTo(30);
        assertThat(whole.path("added").asLong()).isEqualTo(30);
        assertThat(whole.path("known").asLong()).as("nobody was read twice").isZero();
    }

    private static String slow() {
        return WITH_HASH.replace("const total =", "await pool.query('SELECT pg_sleep(0.1)');\n  const total =");
    }

    @Test
    void logInsGoOnWhileASyncWaitsForTheLegacySystem() {
        LegacyAccount ada = named("meanwhile-ada");
        legacy.addUser(ada);
        realm.openLogin().signIn("meanwhile-ada", ada.password());
        legacy.addUser(named("meanwhile-grace"));

        legacy.whileHanging(() -> {
            assertThat(MigrationApi.of(realm).post("sync", "{}").status()).isEqualTo(202);
            assertThat(realm.openLogin().signIn("meanwhile-ada", ada.password()).isSignedIn())
                    .isTrue();
            assertThat(MigrationApi.of(realm).get("sync").body().path("state").asText())
                    .isEqualTo("running");
        });

        assertThat(await("completed", "failed").path("state").asText())
                .as("it asked again")
                .isEqualTo("completed");
        assertThat(realm.user("meanwhile-grace")).isPresent();
    }

    @Test
    void aScriptThatIsWrongEndsTheSyncWithItsReason() {
        realm.configure("listUsersScript", "async function listUsers() { return undefined.length; }");

        JsonNode sync = synced();

        assertThat(sync.path("state").asText()).isEqualTo("failed");
        assertThat(sync.path("problem").asText()).contains("TypeError");
        assertThat(button("triggerFullSync").getFailed()).isEqualTo(1);
        realm.configure("listUsersScript", WITH_HASH);
        legacy.addUser(named("after-the-repair"));
        assertThat(synced().path("added").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "failed"})
    void allFailuresThatAreTooOldAreGoneAtItsEnd(String state) {
        String script = "async function listUsers() { return %s; }";
        realm.configure(
                "listUsersScript", script.formatted(state.equals("failed") ? "undefined.length" : "{ list: [] }"));
        tables.execute(
                """
                INSERT INTO lazy_migration_failure
                  (id, realm_id, provider_id, failure_key, kind, code, first_at, last_at, occurrences)
                SELECT gen_random_uuid(), '%s', '%s', 'old-' || n, 'REFUSED', 'old', 1, 1, 1
                FROM generate_series(1, 2500) AS n"""
                        .formatted(
                                realm.admin().toRepresentation().getId(),
                                realm.provider().getId()));

        JsonNode sync = synced();

        assertThat(sync.path("state").asText()).isEqualTo(state);
        awaitNone("SELECT 1 FROM lazy_migration_failure WHERE code = 'old' LIMIT 1");
    }

    private void awaitNone(String query) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!tables.query(query).isEmpty()) {
            assertThat(Instant.now()).as(query).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void onlyWhoMayManageUsersAndTheRealmSyncs() {
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "sync-viewer", "view-users");
        MigrationApi half = MigrationApi.ofAdministrator(realm, "sync-half", "view-users", "manage-users");

        assertThat(MigrationApi.of(realm).as(null).get("sync").status()).isEqualTo(401);
        assertThat(viewer.post("sync", "{}").status()).isEqualTo(403);
        assertThat(viewer.delete("sync").status()).isEqualTo(403);
        assertThat(half.post("sync", "{}").status()).isEqualTo(403);
        assertThat(viewer.get("sync").status()).isIn(200, 404);
        assertThat(MigrationApi.of(realm)
                        .post("sync", "{\"mode\":\"magic\"}")
                        .body()
                        .path("errorMessage")
                        .asText())
                .isEqualTo("mode has to be one of: all, changed");
    }

    @Test
    void eachSyncIsInTheAdministratorsEvents() {
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        legacy.addUser(named("audited"));

        synced();

        assertThat(realm.admin().getAdminEvents()).anySatisfy(event -> {
            assertThat(event.getResourceType()).isEqualTo("LAZY_MIGRATION_SYNC");
            assertThat(event.getResourcePath())
                    .isEqualTo("lazy-migration/" + realm.provider().getId() + "/sync");
        });
    }

    @Test
    void whoTheLegacySystemIsToldOfIncludesThoseWhoWereSynced() {
        legacy.execute(
                "ALTER TABLE users ADD COLUMN IF NOT EXISTS told boolean NOT NULL DEFAULT false",
                "GRANT UPDATE ON users TO " + legacy.reader());
        realm.configure(
                "onMigratedScript",
                "async (user) => { const { Pool } = require('pg'); await new Pool({ connectionString:"
                        + " env.DB_CONNECTION_URI }).query('UPDATE users SET told = true WHERE id = $1', [user.id]); }");
        long id = legacy.addUser(named("told-of"));

        synced();

        legacy.awaitValue("SELECT told FROM users WHERE id = " + id, "t");
        realm.configure("onMigratedScript", "");
    }

    @Test
    void aScriptWithoutACursorIsReadPageByPage() {
        realm.configure(
                "listUsersScript",
                """
                async function listUsers(query) {
                  const { Pool } = require('pg');

                  const { rows } = await new Pool({ connectionString: env.DB_CONNECTION_URI }).query(
                    'SELECT id, username, email, password AS "passwordHash" FROM users ORDER BY id LIMIT $1 OFFSET $2',
                    [query.limit, (query.page - 1) * query.limit]);
                  return { list: rows };
                }""");
        for (int number = 1; number <= 5; number++) {
            legacy.addUser(named("paged" + number));
        }

        JsonNode sync = synced();

        assertThat(sync.path("state").asText()).isEqualTo("completed");
        assertThat(sync.path("added").asLong()).isEqualTo(5);
        assertThat(sync.has("total")).isFalse();
    }

    @Test
    void groupsAndRolesComeAcrossAndWhatDoesNotIsReported() {
        realm.configure("createGroups", "true");
        realm.configure(
                "listUsersScript",
                LIST.replace("EXTRA", "passwordHash: user.password, groups: ['/sync/new'], roles: ['no-such-role']"));
        long id = legacy.addUser(named("grouped"));

        synced();

        String userId = realm.user("grouped").orElseThrow().getId();
        assertThat(realm.admin().users().get(userId).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.getPath()).isEqualTo("/sync/new"));
        assertThat(failures("?kind=not-applied&legacyId=" + id))
                .anySatisfy(
                        failure -> assertThat(failure.path("reason").asText()).contains("no-such-role"));
        realm.configure("createGroups", "false");
    }

    @Test
    void aRowMayNameItsSchemeItsSaltAndItsParameters() {
        // The second vector of RFC 6070: "password", "salt", 2 iterations, 20 bytes.
        realm.configure(
                "listUsersScript",
                LIST.replace(
                        "EXTRA",
                        "passwordHash: 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957', passwordScheme: 'pbkdf2-sha1',"
                                + " passwordSalt: '73616c74', passwordParameters: { iterations: 2, saltEncoding: 'hex' }"));
        legacy.addUser(named("rfc6070"));

        JsonNode sync = synced();

        assertThat(sync.path("withPassword").asLong()).isEqualTo(1);
        assertThat(realm.openLogin().signIn("rfc6070", "password").isSignedIn()).isTrue();
    }
}
