package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.AdminRoles;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;

@LazyMigrationTest
class AdminApiIT {

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final Mailbox mailbox;

    AdminApiIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, Mailbox mailbox) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.mailbox = mailbox;
    }

    private MigrationApi api() {
        return MigrationApi.of(realm);
    }

    private long migrated(LegacyAccount account) {
        long legacyId = legacy.addUser(account);
        assertThat(realm.openLogin()
                        .signIn(account.username(), account.password())
                        .isSignedIn())
                .isTrue();
        return legacyId;
    }

    @Test
    void theStatusSaysWhoHasComeAcrossInWhichWayAndHowTheLegacySystemIs() {
        TestRealm own = TestRealm.named("status").with(legacy).create(server);
        MigrationApi api = MigrationApi.of(own);
        for (String name : List.of("barbara", "radia", "margaret")) {
            LegacyAccount account = LegacyAccount.named(name);
            legacy.addUser(account);
            own.openLogin().signIn(name, account.password());
        }
        own.deleteUser(own.user("radia").orElseThrow().getId());

        MigrationApi.Answer answer = api.get("status");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode status = answer.body();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("legacy").path("available").asBoolean()).isTrue();
        assertThat(status.path("legacy").path("since").asLong()).isPositive();
        assertThat(status.path("legacy").has("problem")).isFalse();
        assertThat(status.path("migrated").path("total").asInt()).isEqualTo(3);
        assertThat(status.path("migrated").path("by"))
                .hasToString("{\"login\":3,\"link\":0,\"reset\":0,\"broker\":0,\"sync\":0}");
        assertThat(status.path("lastLegacyLogin").asLong())
                .isPositive()
                .isEqualTo(status.path("migrated").path("last").asLong());
        assertThat(status.path("migrated").path("deleted").asInt()).isEqualTo(1);

        own.disableProvider();

        assertThat(api.get("status").body().path("enabled").asBoolean(true)).isFalse();
        assertThat(api.get("status").body().has("legacy")).isFalse();
        assertThat(api.get("status").body().path("migrated").path("total").asInt())
                .isEqualTo(3);
    }

    @Test
    void theStatusSaysWhatIsWrongWithAConfigurationThatCannotBeUsedAnyMore(KeycloakTables tables) {
        TestRealm own = TestRealm.named("status-misconfigured")
                .with(legacy)
                .config("lookupTimeoutMs", "2000")
                .create(server);
        tables.execute("UPDATE component_config SET value = '-1' WHERE name = 'lookupTimeoutMs' AND component_id = '"
                + own.provider().getId() + "'");
        own.admin().clearRealmCache();

        JsonNode status = MigrationApi.of(own).get("status").body().path("legacy");

        assertThat(status.path("available").asBoolean(true)).isFalse();
        assertThat(status.path("problem").asText()).contains("lookupTimeoutMs");
        assertThat(ServerMetrics.of(server).samples("lazy_migration_legacy_available", "realm", "status-misconfigured"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isZero());
    }

    @Test
    void theStatusShowsTheDaysOnWhichPeopleCameInUtc(KeycloakTables tables) {
        TestRealm own = TestRealm.named("status-trend").with(legacy).create(server);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        long fiveDaysAgo =
                today.minusDays(5).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        Map<String, Long> times = Map.of(
                "first-thing", fiveDaysAgo, "last-thing", fiveDaysAgo - 1, "long-ago", fiveDaysAgo - 40L * 86_400_000);
        times.forEach((name, time) -> {
            LegacyAccount account = LegacyAccount.named(name);
            long legacyId = legacy.addUser(account);
            own.openLogin().signIn(name, account.password());
            tables.execute("UPDATE lazy_migration_record SET migrated_at = " + time + " WHERE legacy_id = '" + legacyId
                    + "' AND provider_id = '" + own.provider().getId() + "'");
        });

        JsonNode migrated = MigrationApi.of(own).get("status").body().path("migrated");

        JsonNode perDay = migrated.path("perDay");
        assertThat(perDay).hasSize(30);
        assertThat(perDay.path(today.minusDays(5).toString()).asInt()).isEqualTo(1);
        assertThat(perDay.path(today.minusDays(6).toString()).asInt()).isEqualTo(1);
        assertThat(StreamSupport.stream(perDay.spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(2);
        assertThat(migrated.path("total").asInt()).isEqualTo(3);
        assertThat(migrated.path("last").asLong()).isEqualTo(fiveDaysAgo);
        assertThat(migrated.path("daysSinceLast").asInt()).isIn(5, 6);
    }

    @Test
    void theStatusCountsWhatWentWrongByItsKindAndTellsVersionsOfScriptsApart() {
        TestRealm own = TestRealm.named("status-failures").with(legacy).create(server);
        LegacyAccount refused = LegacyAccount.named("status-refused");
        own.addUser("namesake", refused.email(), "a password");
        legacy.addUser(refused);
        own.openLogin().signIn("status-refused", refused.password());
        MigrationApi api = MigrationApi.of(own);

        JsonNode before = api.get("status").body();

        assertThat(before.path("failures"))
                .hasToString("{\"total\":1,\"by\":{\"refused\":1,\"not-applied\":0,\"notice-failed\":0,\"script\":0,"
                        + "\"unavailable\":0}}");
        assertThat(before.path("migrated").has("last")).isFalse();
        assertThat(before.path("migrated").has("daysSinceLast")).isFalse();
        assertThat(before.has("lastLegacyLogin")).isFalse();

        own.configure("loginScript", "async () => null");
        own.configure("onMigratedScript", "async () => {}");

        JsonNode scripts = api.get("status").body().path("legacy").path("scripts");
        JsonNode scriptsBefore = before.path("legacy").path("scripts");
        assertThat(scriptsBefore).hasSize(2);
        assertThat(scripts).hasSize(3).allSatisfy(hash -> assertThat(hash.asText())
                .matches("[0-9a-f]{12}"));
        assertThat(scripts.path("getUserScript")).isEqualTo(scriptsBefore.path("getUserScript"));
        assertThat(scripts.path("loginScript")).isNotEqualTo(scriptsBefore.path("loginScript"));
    }

    private static void assertIsTable(MigrationApi.Answer answer, String name, String... lines) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(answer.response().headers().allValues("Content-Disposition"))
                .containsExactly("attachment; filename=\"" + name + "\"");
        assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.response().body()).isEqualTo(String.join("\r\n", lines) + "\r\n");
    }

    @Test
    void theRecordsAreATableForWhoWantsOne() {
        String legacyId = String.valueOf(migrated(LegacyAccount.named("tabled")));
        String path = "records?legacyId=" + legacyId;
        JsonNode line = api().get(path).body().get(0);
        String names = "legacyId,userId,username,method,migratedAt,deleted";
        String cells = legacyId + "," + line.path("userId").asText() + ",tabled,login,"
                + Instant.ofEpochMilli(line.path("migratedAt").asLong()) + ",false";

        assertIsTable(api().get(path, "text/csv"), "lazy-migration-records.csv", names, cells);
        assertIsTable(api().get(path + "&format=csv"), "lazy-migration-records.csv", names, cells);
        assertIsTable(api().get("records?format=csv&username=nobody"), "lazy-migration-records.csv", names);
        assertIsTable(api().get(path + "&format=csv&first=1"), "lazy-migration-records.csv", names);
        assertThat(api().get(path, "*/*").body().get(0)).isEqualTo(line);
    }

    @Test
    void theFailuresAreATableInWhichNothingIsCalculated() {
        String profile =
                "{ id: '=HYPERLINK(\"http://evil.example\",\"Open\")', username: 'ada', email: 'taken@example.org' }";
        TestRealm own = TestRealm.named("table-of-failures")
                .getUserScript("async (query) => query.username === 'ada' ? " + profile + " : null")
                .loginScript("async () => (" + profile + ")")
                .create(server);
        own.addUser("somebody", "taken@example.org", "a password");
        assertThat(own.app().directGrant("ada", "a password").status()).isEqualTo(409);
        MigrationApi api = MigrationApi.of(own);
        JsonNode line = api.get("failures").body().get(0);

        assertIsTable(
                api.get("failures", "text/csv"),
                "lazy-migration-failures.csv",
                "kind,code,legacyId,username,reason,console,firstAt,lastAt,count",
                "refused,email-taken,\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"Open\"\")\",ada,"
                        + line.path("reason").asText() + ",,"
                        + Instant.ofEpochMilli(line.path("firstAt").asLong()) + ","
                        + Instant.ofEpochMilli(line.path("lastAt").asLong()) + ",1");
    }

    /**
     * A realm in which that many came across, three at each moment; every second by a new password, every third deleted, and
     * all others one user: the server looks for users who are gone, and notes it in the lines.
     *
     * @param legacyIds an expression for the legacy id of the n-th
     */
    private TestRealm withRecords(String name, int records, String legacyIds, KeycloakTables tables) {
        TestRealm many = TestRealm.named(name).with(legacy).create(server);
        many.addUser("everybody", "everybody@example.org", "a password");
        addRecords(many, "n-", records, legacyIds, "1790000000000 + n / 3", tables);
        return many;
    }

    private static void addRecords(
            TestRealm to, String prefix, int records, String legacyIds, String times, KeycloakTables tables) {
        String provider = to.provider().getId();
        String everybody = to.user("everybody").orElseThrow().getId();
        tables.execute("INSERT INTO lazy_migration_record"
                + " (id, realm_id, provider_id, legacy_id, legacy_key, user_id, method, migrated_at, deleted_at)"
                + " SELECT md5('" + provider + prefix + "' || n), '"
                + to.admin().toRepresentation().getId() + "', '" + provider + "', " + legacyIds + ", '" + prefix
                + "' || n, CASE WHEN n % 3 = 0 THEN '" + prefix + "' || n ELSE '" + everybody
                + "' END, CASE WHEN n % 2 = 0 THEN 'RESET' ELSE 'LOGIN' END, " + times
                + ", CASE WHEN n % 3 = 0 THEN 1 END FROM generate_series(1, " + records + ") n");
    }

    /** The legacy ids of a realm's records in the order of the lists. */
    private static List<String> legacyIds(TestRealm of, String condition, KeycloakTables tables) {
        return tables
                .query("SELECT legacy_id FROM lazy_migration_record WHERE provider_id = '"
                        + of.provider().getId() + "' AND " + condition + " ORDER BY migrated_at DESC, id DESC")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** The first cells of a table's lines, without the name of the column. */
    private static List<String> firstCells(MigrationApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).endsWith("\r\n");
        return answer.response()
                .body()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @Test
    void aTableOfWhichNoPageIsAskedForIsTheWholeListInItsOrder(KeycloakTables tables) {
        TestRealm many = withRecords("whole-table", 4_000, "n", tables);
        String ada = many.addUser("ada", "ada@example.org", "a password");
        tables.execute("UPDATE lazy_migration_record SET user_id = '" + ada + "' WHERE legacy_id = '2500'"
                + " AND provider_id = '" + many.provider().getId() + "'");
        MigrationApi api = MigrationApi.of(many);

        MigrationApi.Answer whole = api.get("records", "text/csv");

        assertThat(firstCells(whole)).hasSize(4_000).isEqualTo(legacyIds(many, "true", tables));
        assertThat(whole.response().headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(whole.response().headers().allValues("Content-Disposition"))
                .containsExactly("attachment; filename=\"lazy-migration-records.csv\"");
        assertThat(whole.response().body().lines().filter(line -> line.contains(",ada,")))
                .containsExactly("2500," + ada + ",ada,reset," + Instant.ofEpochMilli(1790000000833L) + ",false");
        assertThat(firstCells(api.get("records?format=csv&method=reset")))
                .hasSize(2_000)
                .isEqualTo(legacyIds(many, "method = 'RESET'", tables));
        assertThat(firstCells(api.get("records?format=csv&deleted=true")))
                .hasSize(1_333)
                .isEqualTo(legacyIds(many, "deleted_at > 0", tables));
        assertThat(firstCells(api.get("records?format=csv&deleted=false&method=login")))
                .hasSize(1_333)
                .isEqualTo(legacyIds(many, "deleted_at IS NULL AND method = 'LOGIN'", tables));
        assertThat(firstCells(api.get("records?format=csv&username=Ada"))).containsExactly("2500");
    }

    @Test
    void aTableOfWhichAPageIsAskedForIsThatPageAndJsonIsAlwaysOne(KeycloakTables tables) {
        TestRealm many = withRecords("page-of-a-table", 1_500, "n", tables);
        MigrationApi api = MigrationApi.of(many);
        List<String> all = legacyIds(many, "true", tables);

        assertThat(firstCells(api.get("records?format=csv&max=1000"))).isEqualTo(all.subList(0, 1_000));
        assertThat(firstCells(api.get("records?format=csv&first=1"))).isEqualTo(all.subList(1, 101));
        assertThat(firstCells(api.get("records?format=csv&first=1400&max=500"))).isEqualTo(all.subList(1_400, 1_500));
        assertThat(api.get("records?format=csv&max=1001").status()).isEqualTo(400);
        assertThat(texts(api.get("records"), "legacyId")).isEqualTo(all.subList(0, 100));
    }

    /** The ids are long, so that the server cannot be rid of the table before its reader has looked at it. */
    @Test
    void whoComesAcrossWhileATableIsWrittenPutsNobodyOutOfItsOrder(KeycloakTables tables) throws IOException {
        TestRealm many = withRecords("growing-table", 30_000, "n || repeat('\u674e', 240)", tables);
        List<String> before = legacyIds(many, "true", tables);
        HttpResponse<InputStream> answer = MigrationApi.of(many).open("records", "text/csv");
        List<String> found = new ArrayList<>();

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            lines.readLine();
            addRecords(many, "m-", 5_000, "'new' || n", "1790000100000 + n", tables);
            lines.lines().map(line -> line.substring(0, line.indexOf(','))).forEach(found::add);
        }

        assertThat(found).isEqualTo(before);
        many.remove();
    }

    private long migratedAndDeleted(LegacyAccount account) {
        long legacyId = migrated(account);
        realm.deleteUser(realm.user(account.username()).orElseThrow().getId());
        return legacyId;
    }

    private static List<String> texts(MigrationApi.Answer answer, String field) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(line -> line.path(field).asText())
                .toList();
    }

    @Test
    void theRecordsTellWhoWasMigratedWhenAndHow() {
        long before = System.currentTimeMillis();
        long legacyId = migrated(LegacyAccount.named("ada"));

        MigrationApi.Answer answer = api().get("records?legacyId=" + legacyId);

        assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.body()).hasSize(1);
        JsonNode ada = answer.body().get(0);
        assertThat(ada.path("legacyId").asText()).isEqualTo(String.valueOf(legacyId));
        assertThat(ada.path("userId").asText())
                .isEqualTo(realm.user("ada").orElseThrow().getId());
        assertThat(ada.path("username").asText()).isEqualTo("ada");
        assertThat(ada.path("method").asText()).isEqualTo("login");
        assertThat(ada.path("migratedAt").asLong()).isBetween(before, System.currentTimeMillis());
        assertThat(ada.path("deleted").asBoolean(true)).isFalse();
    }

    @Test
    void theRecordsAreFilteredByWhatIsKnown() {
        String byLogin = String.valueOf(migrated(LegacyAccount.named("filter-login")));
        LegacyAccount forgetful = LegacyAccount.named("filter-reset");
        String byReset = String.valueOf(legacy.addUser(forgetful));
        var login = realm.openLogin().forgetPassword("filter-reset");
        login.browser().open(mailbox.lastLinkTo(forgetful.email()));
        login.choosePassword("a new password");
        String gone = String.valueOf(migratedAndDeleted(LegacyAccount.named("filter-gone")));
        String userId = realm.user("filter-login").orElseThrow().getId();

        assertThat(texts(api().get("records?userId=" + userId), "legacyId")).containsExactly(byLogin);
        assertThat(texts(api().get("records?username=Filter-Login"), "legacyId"))
                .containsExactly(byLogin);
        assertThat(texts(api().get("records?username=nobody"), "legacyId")).isEmpty();
        assertThat(texts(api().get("records?method=reset"), "legacyId")).containsExactly(byReset);
        assertThat(texts(api().get("records?deleted=true"), "legacyId"))
                .contains(gone)
                .doesNotContain(byLogin, byReset);
        assertThat(texts(api().get("records?deleted=false"), "legacyId"))
                .contains(byLogin, byReset)
                .doesNotContain(gone);
        assertThat(texts(api().get("records?method=reset&deleted=true"), "legacyId"))
                .isEmpty();
        assertThat(api().get("records?legacyId=" + gone).body().get(0).has("username"))
                .as("the name of who is gone")
                .isFalse();
    }

    @Test
    void theNewestComeFirstAndInPages() {
        List<String> ids = Stream.of("page-a", "page-b", "page-c")
                .map(name -> String.valueOf(migrated(LegacyAccount.named(name))))
                .toList();

        assertThat(texts(api().get("records?max=3"), "legacyId")).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(texts(api().get("records?first=1&max=1"), "legacyId")).containsExactly(ids.get(1));
        assertThat(texts(api().get("records?max=0"), "legacyId")).isEmpty();
    }

    @Test
    void theFailuresAreFilteredAndPagedToo() {
        for (String name : List.of("fails-a", "fails-b")) {
            LegacyAccount account = LegacyAccount.named(name);
            realm.addUser(name + "-namesake", account.email(), "a password");
            legacy.addUser(account);
            realm.openLogin().signIn(name, account.password());
        }

        assertThat(texts(api().get("failures?kind=refused&max=2"), "username")).containsExactly("fails-b", "fails-a");
        assertThat(texts(api().get("failures?kind=refused&first=1&max=1"), "username"))
                .containsExactly("fails-a");
        assertThat(texts(api().get("failures?kind=notice-failed"), "username")).isEmpty();
        assertThat(texts(api().get("failures?legacyId=nobody"), "username")).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsABadRequestThatSaysWhatCan() {
        Map.of(
                        "records?method=magic",
                        "method has to be one of: login, link, reset, broker",
                        "records?deleted=perhaps",
                        "deleted has to be one of: true, false",
                        "records?first=-1",
                        "first has to be one of: 0 or more",
                        "records?max=1001",
                        "max has to be one of: 0 to 1000",
                        "records?format=xml",
                        "format has to be one of: json, csv",
                        "failures?kind=magic",
                        "kind has to be one of: refused, not-applied")
                .forEach((path, message) -> {
                    MigrationApi.Answer answer = api().get(path);
                    assertThat(answer.status()).as(path).isEqualTo(400);
                    assertThat(answer.body().path("errorMessage").asText()).startsWith(message);
                });
    }

    @Test
    void whoMayViewUsersReadsAndLiftsNothing() {
        String gone = String.valueOf(migratedAndDeleted(LegacyAccount.named("for-the-viewer")));
        MigrationApi viewer = MigrationApi.ofAdministrator(realm, "viewer", AdminRoles.VIEW_USERS);

        assertThat(viewer.get("records").status()).isEqualTo(200);
        assertThat(viewer.get("failures").status()).isEqualTo(200);
        assertThat(viewer.lift(gone).status()).isEqualTo(403);
        assertThat(viewer.lift("nobody").status()).isEqualTo(403);
    }

    @Test
    void whoMayManageUsersOrTheRealmAloneLiftsNothing() {
        String gone = String.valueOf(migratedAndDeleted(LegacyAccount.named("for-the-managers")));
        MigrationApi ofUsers = MigrationApi.ofAdministrator(realm, "manager-of-users", AdminRoles.MANAGE_USERS);
        MigrationApi ofRealm =
                MigrationApi.ofAdministrator(realm, "manager-of-realm", AdminRoles.MANAGE_REALM, AdminRoles.VIEW_USERS);

        assertThat(ofUsers.get("records").status()).isEqualTo(200);
        assertThat(ofUsers.lift(gone).status()).isEqualTo(403);
        assertThat(ofRealm.lift(gone).status()).isEqualTo(403);
        assertThat(texts(api().get("records?legacyId=" + gone), "legacyId")).containsExactly(gone);
    }

    @Test
    void whoMayManageBothLifts() {
        String gone = String.valueOf(migratedAndDeleted(LegacyAccount.named("for-the-manager")));
        MigrationApi manager =
                MigrationApi.ofAdministrator(realm, "manager", AdminRoles.MANAGE_USERS, AdminRoles.MANAGE_REALM);

        assertThat(manager.lift(gone).status()).isEqualTo(204);
        assertThat(texts(api().get("records?legacyId=" + gone), "legacyId")).isEmpty();
    }

    @Test
    void whoMayNotViewUsersLearnsNotEvenWhetherThereIsAProvider() {
        MigrationApi other = MigrationApi.ofAdministrator(
                realm, "manager-of-clients", AdminRoles.MANAGE_CLIENTS, AdminRoles.MANAGE_REALM);

        assertThat(other.get("records").status()).isEqualTo(403);
        assertThat(other.get("failures").status()).isEqualTo(403);
        assertThat(other.get("status").status()).isEqualTo(403);
        assertThat(other.get("records", "text/csv").status()).isEqualTo(403);
        assertThat(MigrationApi.of(realm, "no-such-provider")
                        .as(realm.app()
                                .directGrant("manager-of-clients", MigrationApi.ADMINISTRATORS_PASSWORD)
                                .accessToken())
                        .get("records")
                        .status())
                .isEqualTo(403);
        assertThat(api().as(null).get("records").status()).isEqualTo(401);
        assertThat(api().as("not.a.token").get("records").status()).isEqualTo(401);
    }

    @Test
    void aProviderOfAnotherRealmOrOfAnotherTypeIsNotFound() {
        TestRealm elsewhere = TestRealm.named("api-elsewhere").with(legacy).create(server);
        ComponentRepresentation keys = realm.admin()
                .components()
                .query(null, "org.keycloak.keys.KeyProvider")
                .get(0);

        for (String id : List.of(elsewhere.provider().getId(), keys.getId(), "no-such-provider")) {
            MigrationApi.Answer answer = MigrationApi.of(realm, id).get("records");
            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.body().path("error").asText()).isEqualTo("Could not find lazy-migration provider");
        }
        assertThat(MigrationApi.of(elsewhere)
                        .as(MigrationApi.ofAdministrator(
                                        realm, "viewer-here", AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)
                                .get("records")
                                .response()
                                .request()
                                .headers()
                                .firstValue("Authorization")
                                .orElseThrow()
                                .substring("Bearer ".length()))
                        .get("records")
                        .status())
                .as("an administrator of one realm in another")
                .isIn(401, 403);
    }

    @Test
    void aUserWhoIsStillThereHasNoTombstone() {
        long legacyId = migrated(LegacyAccount.named("still-there"));

        MigrationApi.Answer answer = api().lift(String.valueOf(legacyId));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("errorMessage").asText())
                .isEqualTo("The legacy user is user "
                        + realm.user("still-there").orElseThrow().getId()
                        + " in Keycloak. Delete that user first; then the legacy user can be migrated again.");
        assertThat(texts(api().get("records?legacyId=" + legacyId), "legacyId")).hasSize(1);
        assertThat(api().lift("nobody").status()).isEqualTo(404);
    }

    @Test
    void liftingIsAnAdminEvent() {
        realm.change(settings -> {
            settings.setAdminEventsEnabled(true);
            settings.setAdminEventsDetailsEnabled(true);
        });
        String gone = String.valueOf(migratedAndDeleted(LegacyAccount.named("lifted")));

        api().lift(gone);

        AdminEventRepresentation event = realm.admin().getAdminEvents().stream()
                .filter(any -> "LAZY_MIGRATION_RECORD".equals(any.getResourceType()))
                .findFirst()
                .orElseThrow();
        assertThat(event.getOperationType()).isEqualTo("DELETE");
        assertThat(event.getResourcePath())
                .isEqualTo("lazy-migration/" + realm.provider().getId() + "/records/" + gone);
        assertThat(event.getRepresentation()).contains("\"legacyId\":\"" + gone + "\"", "\"deleted\":true");
        assertThat(event.getAuthDetails().getUserId()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth0|5f7c8ec7c33c6c004bbafe82",
                "cn=ada/ou=people",
                "a/../b",
                "/",
                "100%",
                "a+b c",
                "?first=1&max=2#end",
                "Zoë 李",
                "o'brien; DROP TABLE \"users\"",
                "C:\\users\\ada"
            })
    void aLegacyIdMayHoldAnyCharacters(String legacyId) {
        String name = "odd-" + Integer.toHexString(legacyId.hashCode());
        TestRealm odd = TestRealm.named(name)
                .config("env", "[{\"key\":\"ID\",\"value\":\"" + MigrationApi.encoded(legacyId) + "\"}]")
                .getUserScript(
                        "async function getUser() {"
                                + " return { id: decodeURIComponent(env.ID), username: 'ada', email: 'ada@example.org', name: 'Ada L' }; }")
                .loginScript("async function login() {"
                        + " return { id: decodeURIComponent(env.ID), username: 'ada', email: 'ada@example.org' }; }")
                .create(server);
        assertThat(odd.app().directGrant("ada", "a password").status()).isEqualTo(200);
        MigrationApi api = MigrationApi.of(odd);
        assertThat(texts(api.get("records?legacyId=" + MigrationApi.encoded(legacyId)), "legacyId"))
                .containsExactly(legacyId);
        assertThat(api.lift(legacyId).status()).isEqualTo(409);
        odd.deleteUser(odd.user("ada").orElseThrow().getId());

        assertThat(api.lift(legacyId).status()).isEqualTo(204);

        assertThat(api.get("records").body()).isEmpty();
        assertThat(odd.app().directGrant("ada", "a password").status()).isEqualTo(200);
    }
}
