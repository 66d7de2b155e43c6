package dev.lazymigration.closing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The end of a migration that leaves nobody behind. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class StragglersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CREATE = "{\"dryRun\": false, \"stragglers\": \"create\"}";
    private static final String LEAVE = "{\"dryRun\": false, \"stragglers\": \"leave\"}";
    private static final String FORECAST = "{\"stragglers\": \"create\"}";

    /** Every user after the cursor; only those who are nicknamed so bring their hash, or have to change their password. */
    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              const total = await pool.query('SELECT count(*)::int AS n FROM users');
              const { rows } = await pool.query(
                'SELECT * FROM users WHERE id > $1 ORDER BY id LIMIT $2', [query.cursor || 0, query.limit]);
              return {
                totalCount: total.rows[0].n,
                list: rows.map((user) => ({
                  id: user.id,
                  email: user.email,
                  username: user.username,
                  given_name: user.given_name,
                  family_name: user.family_name,
                  passwordHash: user.nickname === 'hashed' ? user.password : null,
                  mustChangePassword: user.nickname === 'expired',
                })),
                cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined,
              };
            }""";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    StragglersIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @BeforeEach
    void nobodyIsThere() {
        legacy.execute("DELETE FROM users");
    }

    private TestRealm.Builder listing(String name) {
        return TestRealm.named(name)
                .with(legacy)
                .with(mailbox)
                .config("syncPageSize", "2")
                .config("listUsersTimeoutMs", "3000")
                .config("listUsersScript", LIST);
    }

    private LegacyAccount known(String name) {
        return known(name, "somebody");
    }

    private LegacyAccount known(String name, String nickname) {
        LegacyAccount account = LegacyAccount.named(name).with("nickname", nickname);
        legacy.addUser(account);
        return account;
    }

    private static String id(TestRealm realm, String username) {
        return realm.user(username).orElseThrow().getId();
    }

    private static List<String> requiredActions(TestRealm realm, String userId) {
        return realm.admin().users().get(userId).toRepresentation().getRequiredActions();
    }

    private static JsonNode synced(MigrationApi api) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode sync = api.get("sync").body();
        while (sync.path("state").asText().equals("running")) {
            assertThat(Instant.now()).as("still %s", sync).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            sync = api.get("sync").body();
        }
        return sync;
    }

    /** Finishes the migration of a realm, from which nobody is missing then. */
    private static JsonNode finished(MigrationApi api) {
        assertThat(api.finish(CREATE).status()).isEqualTo(202);
        assertThat(synced(api).path("state").asText()).isEqualTo("completed");
        MigrationApi.Answer answer = api.finish(CREATE);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.body().path("finished").asBoolean()).isTrue();
        return answer.body();
    }

    private LoginPage choosePassword(TestRealm realm, LegacyAccount account) {
        LoginPage login = realm.openLogin().forgetPassword(account.username());
        login.browser().open(mailbox.lastLinkTo(account.email()));
        return login.choosePassword("a new password");
    }

    private long marks(TestRealm realm) {
        return Long.parseLong(tables.query("SELECT count(*) FROM credential c JOIN user_entity u ON u.id = c.user_id"
                        + " WHERE c.secret_data LIKE '%updatePassword%' AND u.realm_id = (SELECT id FROM realm WHERE name = '"
                        + realm.name() + "')")
                .get(0)
                .get(0));
    }

    private static long remembered(List<AdminEventRepresentation> events, String type) {
        return events.stream()
                .filter(event -> type.equals(event.getResourceType()))
                .count();
    }

    @Test
    void firstASyncBringsEverybodyAndThenKeycloakDemandsANewPasswordOfWhoeverHasNone() {
        TestRealm realm = listing("stragglers").create(server);
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        LinkedUsersOfARealm linked = LinkedUsersOfARealm.of(realm, legacy);
        String joansId = linked.add(LegacyAccount.named("straggling-joan"));
        LegacyAccount across = known("straggling-across");
        realm.openLogin().signIn(across.username(), across.password());
        LegacyAccount hashed = known("straggling-hashed", "hashed");
        LegacyAccount bare = known("straggling-bare");
        known("straggling-expired", "expired");
        realm.addUser("namesake", "taken@example.org", "a password");
        legacy.addUser(LegacyAccount.named("straggling-failed").withEmail("taken@example.org"));
        MigrationApi api = MigrationApi.of(realm);

        MigrationApi.Answer first = api.finish(CREATE);

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().path("finished").asBoolean(true)).isFalse();
        assertThat(first.body().path("syncing").asBoolean()).isTrue();
        assertThat(first.body().path("stragglers"))
                .hasToString("{\"fate\":\"create\",\"syncFirst\":true,\"toSync\":4,\"toUpdatePassword\":1}");
        assertThat(api.get("status").body().has("finished")).isFalse();
        assertThat(synced(api).path("added").asInt()).isEqualTo(3);
        String baresId = id(realm, bare.username());
        assertThat(requiredActions(realm, baresId))
                .as("Keycloak has him in its cache now")
                .isEmpty();
        assertThat(requiredActions(realm, joansId)).isEmpty();

        MigrationApi.Answer second = api.finish(CREATE);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().path("finished").asBoolean()).isTrue();
        assertThat(second.body().path("unmigrated")).hasToString("{\"total\":6,\"remaining\":1}");
        assertThat(second.body().path("stragglers"))
                .hasToString("{\"fate\":\"create\",\"syncFirst\":false,\"toSync\":0,\"toUpdatePassword\":2}");
        assertThat(requiredActions(realm, baresId)).containsExactly("UPDATE_PASSWORD");
        assertThat(requiredActions(realm, joansId)).containsExactly("UPDATE_PASSWORD");
        assertThat(requiredActions(realm, id(realm, "straggling-expired"))).containsExactly("UPDATE_PASSWORD");
        for (LegacyAccount withPassword : List.of(across, hashed)) {
            assertThat(requiredActions(realm, id(realm, withPassword.username())))
                    .isEmpty();
            assertThat(realm.openLogin()
                            .signIn(withPassword.username(), withPassword.password())
                            .isSignedIn())
                    .isTrue();
        }
        assertThat(requiredActions(realm, id(realm, "namesake"))).isEmpty();

        MigrationApi.Answer third = api.finish(CREATE);
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.body().path("since")).isEqualTo(second.body().path("since"));
        assertThat(third.body().has("stragglers")).isFalse();
        List<AdminEventRepresentation> events = realm.admin().getAdminEvents();
        assertThat(remembered(events, "LAZY_MIGRATION_SYNC")).isEqualTo(1);
        assertThat(events)
                .filteredOn(event -> "LAZY_MIGRATION_FINISH".equals(event.getResourceType()))
                .extracting(AdminEventRepresentation::getRepresentation)
                .singleElement()
                .asString()
                .startsWith("{\"finished\":true,")
                .endsWith("\"updatePassword\":2}");
    }

    @Test
    void theMailsBeginWithTheEndAndNotWithTheSyncBeforeIt() {
        TestRealm realm = listing("stragglers-mailed").create(server);
        LegacyAccount bare = known("mailed-bare");
        MigrationApi api = MigrationApi.of(realm);
        String mailed = "{\"dryRun\": false, \"stragglers\": \"create\", \"mailsPerMinute\": 600}";

        assertThat(api.finish(mailed).status()).isEqualTo(202);
        assertThat(synced(api).path("state").asText()).isEqualTo("completed");
        assertThat(api.get("finish/mails").body())
                .hasToString("{\"sent\":0,\"failed\":0,\"left\":1,\"unreachable\":0}");
        assertThat(api.finish(mailed).status()).isEqualTo(200);
        Instant end = Instant.now().plus(PATIENCE);
        while (api.get("finish/mails").body().path("sent").asInt() == 0) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }

        LoginPage login = realm.openLogin();
        login.browser().open(mailbox.lastLinkTo(bare.email()));
        login.browser().clickLink("Click here to proceed");
        login.choosePassword("a new password");
        assertThat(requiredActions(realm, id(realm, bare.username()))).isEmpty();
        assertThat(realm.openLogin().signIn(bare.username(), "a new password").isSignedIn())
                .isTrue();
    }

    @Test
    void whoeverGetsInWithoutAPasswordChoosesOneAlsoWhenTheProviderIsGone() {
        TestRealm realm = listing("stragglers-choose").create(server);
        LinkedUsersOfARealm linked = LinkedUsersOfARealm.of(realm, legacy);
        String joansId = linked.add(LegacyAccount.named("choosing-joan"));
        LegacyAccount bare = known("choosing-bare");
        finished(MigrationApi.of(realm));
        String baresId = id(realm, bare.username());

        realm.deleteProvider();

        assertThat(requiredActions(realm, baresId)).containsExactly("UPDATE_PASSWORD");
        LoginPage byIdentityProvider = linked.partner().signIn("choosing-joan");
        assertThat(byIdentityProvider.isSignedIn()).isFalse();
        byIdentityProvider.choosePassword("a password of Joan's");
        assertThat(byIdentityProvider.tokens().subject()).isEqualTo(joansId);
        assertThat(choosePassword(realm, bare).tokens().subject()).isEqualTo(baresId);
        for (String userId : List.of(joansId, baresId)) {
            assertThat(requiredActions(realm, userId)).isEmpty();
            assertThat(linked.credentials(userId)).containsExactly("password");
        }
    }

    @Test
    void theWayBackTakesTheDemandFromWhomItWasMadeOfAndFromNobodyElse() {
        TestRealm realm = listing("stragglers-back").create(server);
        LegacyAccount bare = known("back-bare");
        LegacyAccount own = known("back-own");
        known("back-expired", "expired");
        MigrationApi api = MigrationApi.of(realm);
        assertThat(finished(api).path("stragglers").path("toUpdatePassword").asInt())
                .isEqualTo(2);
        choosePassword(realm, own);
        assertThat(marks(realm)).isEqualTo(1);
        assertThat(requiredActions(realm, id(realm, "back-bare"))).containsExactly("UPDATE_PASSWORD");

        assertThat(api.reopen().status()).isEqualTo(204);

        assertThat(marks(realm)).isZero();
        assertThat(requiredActions(realm, id(realm, "back-bare"))).isEmpty();
        assertThat(requiredActions(realm, id(realm, "back-expired"))).containsExactly("UPDATE_PASSWORD");
        assertThat(realm.openLogin().signIn("back-bare", bare.password()).isSignedIn())
                .isTrue();
        assertThat(realm.openLogin().signIn("back-own", "a new password").isSignedIn())
                .isTrue();

        LegacyAccount late = known("back-late");
        api.post("sync", "{}");
        synced(api);
        assertThat(api.finish(CREATE)
                        .body()
                        .path("stragglers")
                        .path("toUpdatePassword")
                        .asInt())
                .isEqualTo(1);
        assertThat(requiredActions(realm, id(realm, late.username()))).containsExactly("UPDATE_PASSWORD");
        assertThat(requiredActions(realm, id(realm, "back-bare"))).isEmpty();
    }

    @Test
    void theConsolesWayBackTakesItTooAndLeavesThoseOfOtherProviders() {
        TestRealm realm = listing("stragglers-console").create(server);
        TestRealm other = listing("stragglers-other").create(server);
        known("console-bare");
        finished(MigrationApi.of(realm));
        finished(MigrationApi.of(other));

        realm.configure("finished", "");

        assertThat(requiredActions(realm, id(realm, "console-bare"))).isEmpty();
        assertThat(marks(realm)).isZero();
        assertThat(requiredActions(other, id(other, "console-bare"))).containsExactly("UPDATE_PASSWORD");
        assertThat(marks(other)).isEqualTo(1);
    }

    @Test
    void theWayBackLeavesWhatAnAdministratorHasPutInThePlaceOfTheDemand() {
        TestRealm realm = listing("stragglers-eased").create(server);
        known("eased");
        MigrationApi api = MigrationApi.of(realm);
        finished(api);
        UserResource user = realm.admin().users().get(id(realm, "eased"));
        UserRepresentation eased = user.toRepresentation();
        eased.setRequiredActions(List.of("UPDATE_PROFILE"));
        user.update(eased);

        api.reopen();

        assertThat(requiredActions(realm, id(realm, "eased"))).containsExactly("UPDATE_PROFILE");
    }

    @Test
    void aDryRunSaysHowManyWouldBeBroughtAndAskedAndChangesNothing() {
        TestRealm realm = listing("stragglers-dry").create(server);
        LinkedUsersOfARealm.of(realm, legacy).add(LegacyAccount.named("foretold-joan"));
        known("foretold-bare");
        known("foretold-hashed", "hashed");
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "viewer", AdminRoles.VIEW_USERS);
        MigrationApi api = MigrationApi.of(realm);
        KeycloakTables.Snapshot before = tables.snapshot();

        MigrationApi.Answer answer = viewer.finish(FORECAST);

        tables.assertNothingWrittenSince(before);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("finished").asBoolean(true)).isFalse();
        assertThat(answer.body().path("syncing").asBoolean(true)).isFalse();
        assertThat(answer.body().path("stragglers"))
                .hasToString("{\"fate\":\"create\",\"syncFirst\":true,\"toSync\":2,\"toUpdatePassword\":1}");
        assertThat(api.get("sync").status()).isEqualTo(404);

        api.post("sync", "{}");
        synced(api);
        KeycloakTables.Snapshot synced = tables.snapshot();

        assertThat(api.finish(FORECAST).body().path("stragglers"))
                .hasToString("{\"fate\":\"create\",\"syncFirst\":false,\"toSync\":0,\"toUpdatePassword\":2}");
        tables.assertNothingWrittenSince(synced);
        assertThat(api.finish("{\"stragglers\": \"leave\"}").body().has("stragglers"))
                .isFalse();
        assertThat(api.get("finish").body().has("stragglers")).isFalse();
    }

    @Test
    void whoeverIsLeftIsLeftAloneAsWithoutAWord() {
        TestRealm realm = listing("stragglers-left").create(server);
        String joansId = LinkedUsersOfARealm.of(realm, legacy).add(LegacyAccount.named("left-joan"));
        known("left-bare");
        MigrationApi api = MigrationApi.of(realm);

        assertThat(api.finish(LEAVE).status()).isEqualTo(200);

        assertThat(api.get("status").body().has("finished")).isTrue();
        assertThat(requiredActions(realm, joansId)).isEmpty();
        assertThat(realm.user("left-bare")).isEmpty();
        assertThat(api.finish(CREATE).body().has("stragglers"))
                .as("it was finished before")
                .isFalse();
        assertThat(requiredActions(realm, joansId)).isEmpty();
    }

    @Test
    void aSyncThatHasFailedIsABarUntilOneComesToItsEnd() {
        TestRealm realm = listing("stragglers-failed")
                .config("listUsersScript", "async function listUsers() { return undefined.length; }")
                .create(server);
        known("failing-bare");
        MigrationApi api = MigrationApi.of(realm);
        assertThat(api.finish(CREATE).status()).isEqualTo(202);
        assertThat(synced(api).path("state").asText()).isEqualTo("failed");
        KeycloakTables.Snapshot before = tables.snapshot();

        MigrationApi.Answer answer = api.finish(CREATE);

        tables.assertNothingWrittenSince(before);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("errorMessage").asText())
                .startsWith(
                        "The last sync has failed. Mend that and sync once more, or let \"stragglers\" be \"leave\": ")
                .contains("TypeError");
        assertThat(api.finish(FORECAST).body().path("stragglers").path("problem"))
                .isEqualTo(answer.body().path("errorMessage"));

        realm.configure("listUsersScript", LIST);
        assertThat(api.finish(CREATE).status()).isEqualTo(409);
        api.post("sync", "{}");
        synced(api);
        assertThat(api.finish(CREATE).status()).isEqualTo(200);
        assertThat(requiredActions(realm, id(realm, "failing-bare"))).containsExactly("UPDATE_PASSWORD");
    }

    @Test
    void aSyncThatHasFailedOrWasCompletedLongAgoBeginsAnew() {
        TestRealm realm = listing("stragglers-old").create(server);
        known("old-bare");
        MigrationApi api = MigrationApi.of(realm);
        api.post("sync", "{}");
        synced(api);
        long longAgo = Instant.now().minus(Duration.ofHours(25)).toEpochMilli();
        for (String state : List.of("COMPLETED", "FAILED")) {
            tables.execute("UPDATE lazy_migration_sync SET state = '" + state + "', started_at = " + longAgo
                    + ", whole_at = " + longAgo + " WHERE provider_id = '"
                    + realm.provider().getId() + "'");

            assertThat(api.finish(CREATE).status()).as(state).isEqualTo(202);

            assertThat(synced(api).path("read").asInt()).isEqualTo(1);
        }
        assertThat(api.finish(CREATE).status()).isEqualTo(200);
    }

    @Test
    void whileASyncIsUnderWayThereIsNothingToDoButToWait() {
        TestRealm realm = listing("stragglers-waiting").create(server);
        known("waiting-bare");
        MigrationApi api = MigrationApi.of(realm);

        legacy.whileHanging(() -> {
            assertThat(api.post("sync", "{}").status()).isEqualTo(202);
            MigrationApi.Answer answer = api.finish(CREATE);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().path("syncing").asBoolean()).isTrue();
            assertThat(answer.body().path("finished").asBoolean(true)).isFalse();
        });

        assertThat(synced(api).path("state").asText()).isEqualTo("completed");
        assertThat(api.finish(CREATE).status()).isEqualTo(200);
    }

    @Test
    void whereNoListCanBeReadNobodyCanBeBrought() {
        TestRealm without = TestRealm.named("stragglers-listless").with(legacy).create(server);
        TestRealm off = listing("stragglers-off").create(server);
        off.disableProvider();
        MigrationApi listless = MigrationApi.of(without);
        MigrationApi disabled = MigrationApi.of(off);

        MigrationApi.Answer answer = listless.finish(CREATE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText())
                .isEqualTo("The provider has no listUsersScript to read users by.");
        assertThat(listless.finish(FORECAST).body().path("stragglers"))
                .hasToString("{\"fate\":\"create\",\"syncFirst\":true,\"toUpdatePassword\":0,"
                        + "\"problem\":\"The provider has no listUsersScript to read users by.\"}");
        assertThat(disabled.finish(CREATE).body().path("errorMessage").asText())
                .isEqualTo("The provider is switched off.");
        for (MigrationApi api : List.of(listless, disabled)) {
            assertThat(api.get("finish").body().path("finished").asBoolean(true))
                    .isFalse();
            assertThat(api.get("sync").status()).isEqualTo(404);
        }
    }

    @Test
    void whoMayNotFinishAMigrationCannotBeginASyncByIt() {
        TestRealm realm = listing("stragglers-permissions").create(server);
        for (MigrationApi api : List.of(
                MigrationApi.ofAdministrator(realm, "viewer", AdminRoles.VIEW_USERS),
                MigrationApi.ofAdministrator(realm, "of-users", AdminRoles.MANAGE_USERS),
                MigrationApi.ofAdministrator(realm, "of-realm", AdminRoles.MANAGE_REALM, AdminRoles.VIEW_USERS))) {
            assertThat(api.finish(CREATE).status()).isEqualTo(403);
        }
        assertThat(MigrationApi.of(realm).get("sync").status()).isEqualTo(404);
    }

    @Test
    void aFateThatNobodyKnowsIsABadRequest() {
        TestRealm realm = listing("stragglers-nonsense").create(server);

        MigrationApi.Answer answer = MigrationApi.of(realm).finish("{\"dryRun\": false, \"stragglers\": \"delete\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errorMessage").asText()).isEqualTo("stragglers has to be one of: leave, create");
        assertThat(MigrationApi.of(realm).get("status").body().has("finished")).isFalse();
    }
}
