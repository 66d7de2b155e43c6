package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an administrator has to act on, or to know, he finds in the log and in the failures. */
@LazyMigrationTest(realm = RealmConfig.WithDetails.class)
class FailuresIT {

    private static final String NOT_COMPLETE =
            "This list is not complete: the server could not read it to its end. Its log says why.\r\n";

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    FailuresIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private static List<JsonNode> failures(TestRealm realm, String query) {
        JsonNode list = MigrationApi.of(realm).get("failures?" + query).body();
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static JsonNode only(List<JsonNode> failures) {
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    private TestRealm realm(String name, String getUserScript, String loginScript) {
        return TestRealm.named(name)
                .with(legacy)
                .getUserScript(getUserScript)
                .loginScript(loginScript)
                .create(server);
    }

    @Test
    void aUserWhoIsRefusedIsListedWithTheReasonAndHowOftenItHappened() {
        LegacyAccount ada = LegacyAccount.named("ada");
        realm.addUser("somebody", ada.email(), "a password");
        long legacyId = legacy.addUser(ada);
        Instant before = Instant.now();

        realm.openLogin().signIn("ada", ada.password());
        realm.app().directGrant("ada", ada.password());

        JsonNode failure = only(failures(realm, "legacyId=" + legacyId));
        assertThat(failure.path("kind").asText()).isEqualTo("refused");
        assertThat(failure.path("code").asText()).isEqualTo("email-taken");
        assertThat(failure.path("username").asText()).isEqualTo("ada");
        assertThat(failure.path("reason").asText()).contains("another Keycloak user has his e-mail address");
        assertThat(failure.path("count").asInt()).isEqualTo(2);
        assertThat(failure.path("firstAt").asLong())
                .isBetween(before.toEpochMilli(), failure.path("lastAt").asLong());
    }

    @Test
    void whatDidNotComeAcrossIsListedAndIsOneWarningInTheLog() {
        LegacyAccount grace =
                LegacyAccount.named("grace").withDetails("{\"roles\": [\"no such role\", \"nor this one\"]}");
        long legacyId = legacy.addUser(grace);
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                .isTrue();

        List<JsonNode> failures = failures(realm, "kind=not-applied&legacyId=" + legacyId);
        assertThat(failures).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.path("code").asText()).startsWith("roles");
            assertThat(failure.path("username").asText()).isEqualTo("grace");
        });
        assertThat(failures)
                .extracting(failure -> failure.path("reason").asText())
                .anyMatch(reason -> reason.contains("no such role"))
                .anyMatch(reason -> reason.contains("nor this one"));
        server.log()
                .await(
                        mark,
                        "WARN .*realm=" + realm.name()
                                + " provider=lazy-migration outcome=Migrated method=login millis=\\d+ legacyId="
                                + legacyId + " userId=\\S+ username=grace notApplied=\".*no such role.*nor this one");
    }

    @Test
    void aProfileWithEndlesslyMuchThatDoesNotComeAcrossFillsNoTable() {
        String roles =
                IntStream.range(0, 300).mapToObj(i -> "\"no role " + i + "\"").collect(Collectors.joining(","));
        LegacyAccount donald = LegacyAccount.named("donald").withDetails("{\"roles\": [" + roles + "]}");
        long legacyId = legacy.addUser(donald);

        assertThat(realm.openLogin().signIn("donald", donald.password()).isSignedIn())
                .isTrue();

        List<JsonNode> failures = failures(realm, "max=1000&legacyId=" + legacyId);
        assertThat(failures).hasSize(101);
        assertThat(failures).anySatisfy(failure -> {
            assertThat(failure.path("code").asText()).isEqualTo("more");
            assertThat(failure.path("reason").asText()).contains("300");
        });
    }

    @Test
    void aMigrationThatBringsEverythingIsNoFailureAndNoWarning() {
        LegacyAccount alan = LegacyAccount.named("alan");
        long legacyId = legacy.addUser(alan);
        ServerLog.Mark mark = server.log().mark();

        realm.openLogin().signIn("alan", alan.password());

        assertThat(failures(realm, "legacyId=" + legacyId)).isEmpty();
        server.log()
                .await(
                        mark,
                        "INFO .*outcome=Migrated method=login millis=\\d+ legacyId=\\d+ userId=\\S+ username=alan$");
    }

    @Test
    void aBrokenScriptIsListedOnceForAllUsersWithItsOwnWordsAndWithoutPasswordsOrSecrets() {
        TestRealm broken = realm(
                "broken-script",
                "async function getUser(query) { return { id: query.username, username: query.username }; }",
                """
                async function login(query, password) {
                  throw new TypeError('no column "pwd" for ' + password + ' at ' + env.DB_CONNECTION_URI);
                }""");

        broken.openLogin().signIn("ada", "ada's typed password");
        broken.openLogin().signIn("grace", "grace's typed password");

        JsonNode failure = only(failures(broken, "kind=script"));
        assertThat(failure.path("code").asText()).isEqualTo("login");
        assertThat(failure.path("count").asInt()).isEqualTo(2);
        assertThat(failure.path("username").asText()).isEqualTo("grace");
        assertThat(failure.path("reason").asText())
                .contains("TypeError", "no column")
                .doesNotContain("typed password", LegacyDatabase.READER_PASSWORD);
        assertThat(failure.has("legacyId")).isFalse();
    }

    @Test
    void whatTheScriptPrintedTheLastTimeIsListedWithoutPasswordsOrSecrets() {
        TestRealm broken = realm(
                "printing-script",
                "async function getUser(query) { return ['ada', 'grace', 'linus'].includes(query.username)"
                        + " ? { id: query.username, username: query.username } : null; }",
                """
                async function login(query, password) {
                  if (query.username === 'grace') {
                    console.log('row of ' + query.username + '\\nerror: forged');
                    console.error(password, { password }, env.DB_CONNECTION_URI);
                  } else if (query.username === 'ada') {
                    console.log('row of ada');
                  }
                  throw new TypeError('no column');
                }""");

        broken.openLogin().signIn("ada", "ada's typed password");
        broken.openLogin().signIn("grace", "grace's typed password");

        JsonNode failure = only(failures(broken, "kind=script"));
        assertThat(failure.path("count").asInt()).isEqualTo(2);
        assertThat(failure.path("console")).hasSize(2);
        assertThat(failure.path("console").get(0).asText()).isEqualTo("log: row of grace error: forged");
        assertThat(failure.path("console").get(1).asText()).startsWith("error: *** ");
        assertThat(failure.toString()).doesNotContain("typed password", LegacyDatabase.READER_PASSWORD);
        assertThat(MigrationApi.ofAdministrator(broken, "console-viewer", "view-users")
                        .get("failures?kind=script")
                        .body()
                        .get(0)
                        .has("console"))
                .as("to somebody who may not change scripts")
                .isFalse();
        assertThat(tables.query("SELECT console FROM lazy_migration_failure WHERE provider_id = '"
                                + broken.provider().getId() + "'")
                        .toString())
                .contains("row of grace")
                .doesNotContain("typed password", LegacyDatabase.READER_PASSWORD);

        broken.openLogin().signIn("linus", "a password");

        assertThat(only(failures(broken, "kind=script")).has("console")).isFalse();
    }

    @Test
    void aLegacySystemThatCannotBeAskedIsListed() {
        TestRealm down = realm(
                "legacy-down",
                "async function getUser() {"
                        + " console.log('asking'); throw new ServiceUnavailableError('maintenance until noon'); }",
                "async function login() { return null; }");

        down.openLogin().signIn("ada", "a password");

        JsonNode failure = only(failures(down, ""));
        assertThat(failure.path("kind").asText()).isEqualTo("unavailable");
        assertThat(failure.path("code").asText()).isEqualTo("getUser");
        assertThat(failure.path("reason").asText()).contains("maintenance until noon");
        assertThat(failure.path("console")).hasToString("[\"log: asking\"]");
    }

    @Test
    @Timeout(180)
    void anOutageIsSaidNowAndThenAndNobodyIsLeftOutOfTheCount() throws InterruptedException {
        TestRealm down = realm(
                "long-outage",
                "async function getUser() { throw new ServiceUnavailableError('maintenance until noon'); }",
                "async function login() { return null; }");
        String warning = "WARN .*realm=long-outage provider=lazy-migration script=getUser outcome=Unavailable";
        ServerLog.Mark mark = server.log().mark();
        int attempts = 0;
        boolean said = false;
        long counted = 0;

        while (!said || counted < 2) {
            down.openLogin().signIn("ada-" + attempts++, "a password");
            long count = only(failures(down, "kind=unavailable")).path("count").asLong();
            assertThat(count).isLessThanOrEqualTo(attempts);
            if (counted == 1 && count > 1) {
                assertThat(count).as("all who have come so far").isEqualTo(attempts);
            }
            counted = count;
            List<String> warnings = server.log().linesSince(mark, warning);
            if (!said && warnings.size() > 1) {
                said = true;
                double runs = ServerMetrics.of(server)
                        .sum("lazy_migration_script_seconds_count", "realm", "long-outage", "outcome", "Unavailable");
                assertThat(warnings.stream().mapToLong(FailuresIT::runsOf).sum())
                        .as("the runs of which the warnings speak")
                        .isEqualTo((long) runs);
            }
            Thread.sleep(500);
        }
    }

    /** Of how many runs a warning speaks. */
    private static long runsOf(String warning) {
        Matcher leftOut = Pattern.compile(" leftOut=(\\d+) ").matcher(warning);
        return leftOut.find() ? 1 + Long.parseLong(leftOut.group(1)) : 1;
    }

    @Test
    void aWrongPasswordIsNoFailure() {
        LegacyAccount linus = LegacyAccount.named("linus");
        long legacyId = legacy.addUser(linus);

        assertThat(realm.openLogin().signIn("linus", "a wrong password").errorText())
                .isEqualTo("Invalid username or password.");

        assertThat(failures(realm, "legacyId=" + legacyId)).isEmpty();
        assertThat(failures(realm, "kind=script")).isEmpty();
    }

    @Test
    void eachOfManyRefusalsAtOnceIsCounted() throws Exception {
        LegacyAccount hedy = LegacyAccount.named("hedy");
        realm.addUser("hedys-namesake", hedy.email(), "a password");
        long legacyId = legacy.addUser(hedy);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> login =
                    () -> realm.app().directGrant("hedy", hedy.password()).status();
            for (Future<Integer> answer : threads.invokeAll(
                    IntStream.range(0, 24).mapToObj(i -> login).toList())) {
                assertThat(answer.get()).isEqualTo(409);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(only(failures(realm, "legacyId=" + legacyId)).path("count").asInt())
                .isEqualTo(24);
    }

    @Test
    void theOldestAndWhatIsTooMuchAreForgotten() {
        TestRealm full = realm(
                "full-of-failures",
                "async function getUser(query) { throw new TypeError('really'); }",
                "async function login() { return null; }");
        String provider = full.provider().getId();
        long now = Instant.now().toEpochMilli();
        long tooOld = now - Duration.ofDays(181).toMillis();
        insert(full, provider, "old", 10, tooOld, 0);
        insert(full, provider, "many", 100_050, now - 200_000, 1);

        full.openLogin().signIn("ada", "a password");

        assertThat(tables.query("SELECT count(*), min(last_at) > " + (now - 200_000)
                        + ", sum(CASE WHEN kind = 'SCRIPT' THEN 1 ELSE 0 END)"
                        + " FROM lazy_migration_failure WHERE provider_id = '" + provider + "'"))
                .containsExactly(List.of("100000", "t", "1"));
    }

    private void insert(TestRealm of, String provider, String prefix, int rows, long from, int step) {
        tables.execute("INSERT INTO lazy_migration_failure (id, realm_id, provider_id, failure_key, kind, code, reason,"
                + " first_at, last_at, occurrences) SELECT '" + prefix + "-' || n, '"
                + of.admin().toRepresentation().getId()
                + "', '" + provider + "', '" + prefix + "-' || n, 'REFUSED', 'x', 'x', 1, " + from + " + n * " + step
                + ", 1 FROM generate_series(1, " + rows + ") n");
    }

    private static List<String> lines(MigrationApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().skip(1).toList();
    }

    @Test
    void aTableOfWhichNoPageIsAskedForHasAllFailures() {
        TestRealm full = TestRealm.named("table-of-all-failures").with(legacy).create(server);
        String provider = full.provider().getId();
        insert(full, provider, "same", 1_500, 1_790_000_000_000L, 0);
        insert(full, provider, "later", 1_500, 1_790_000_000_001L, 1);
        tables.execute("UPDATE lazy_migration_failure SET kind = 'SCRIPT', console = 'log: ' || id, code = id"
                + " WHERE id LIKE 'same-%' AND provider_id = '" + provider + "'");
        List<String> scripts = tables
                .query("SELECT id FROM lazy_migration_failure WHERE kind = 'SCRIPT' AND provider_id = '" + provider
                        + "' ORDER BY last_at DESC, id DESC")
                .stream()
                .map(row -> row.get(0))
                .toList();
        MigrationApi viewer = MigrationApi.ofAdministrator(full, "viewer-of-tables", "view-users");

        assertThat(lines(MigrationApi.of(full).get("failures", "text/csv")))
                .hasSize(3_000)
                .doesNotHaveDuplicates();
        assertThat(lines(MigrationApi.of(full).get("failures?format=csv&kind=script")))
                .extracting(line -> line.split(",")[1] + "," + line.split(",")[5])
                .isEqualTo(scripts.stream().map(id -> id + ",log: " + id).toList());
        assertThat(lines(viewer.get("failures?format=csv&kind=script")))
                .hasSize(1_500)
                .as("to somebody who may not change scripts")
                .noneMatch(line -> line.contains("log: "));
        assertThat(lines(MigrationApi.of(full).get("failures?format=csv&first=2950&max=100")))
                .hasSize(50);
        assertThat(viewer.get("failures?format=csv&kind=magic").status()).isEqualTo(400);
        full.remove();
    }

    /** A line that the server can't read stands behind the first stretch, so what is before it has been written by then. */
    @Test
    void aTableThatCannotBeReadToItsEndSaysSoInItsLastLineHoweverSlowTheReaderAndOldHisProtocol() throws IOException {
        TestRealm full = TestRealm.named("table-that-breaks-off").with(legacy).create(server);
        String provider = full.provider().getId();
        insert(full, provider, "long", 2_500, 1_790_000_000_000L, 1);
        MigrationApi api = MigrationApi.of(full);
        String kindOf = "UPDATE lazy_migration_failure SET kind = '%s' WHERE provider_id = '" + provider
                + "' AND last_at = 1790000000000 + %d";

        ServerLog.Mark mark = server.log().mark();
        tables.execute(kindOf.formatted("NO_KIND", 1));
        HttpResponse<InputStream> answer = api.open("failures", "text/csv");
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream table = answer.body()) {
            assertThat(table.readNBytes(5_000)).asString(StandardCharsets.UTF_8).startsWith("kind,code,");
            assertThat(table.readAllBytes()).asString(StandardCharsets.UTF_8).endsWith(NOT_COMPLETE);
        }
        assertThat(api.readToTheEndOfTheConnection("failures", "text/csv"))
                .startsWith("HTTP/1.0 200")
                .endsWith(NOT_COMPLETE);
        server.log().await(mark, "realm=" + full.name() + " provider=lazy-migration outcome=TableBrokenOff");
        tables.execute(kindOf.formatted("NO_KIND", 2_500));
        assertThat(api.get("failures", "text/csv").status())
                .as("of a table of which nothing can be read")
                .isEqualTo(500);
        tables.execute(kindOf.formatted("REFUSED", 1));
        tables.execute(kindOf.formatted("REFUSED", 2_500));

        assertThat(lines(api.get("failures?format=csv"))).hasSize(2_500);
        full.remove();
    }

    @Test
    void failuresGoWithTheirProviderAndWithTheirRealm() {
        for (boolean wholeRealm : new boolean[] {false, true}) {
            TestRealm gone = realm(
                    "failures-gone-" + wholeRealm,
                    "async function getUser(query) { throw new TypeError('really'); }",
                    "async function login() { return null; }");
            String rows = "SELECT kind FROM lazy_migration_failure WHERE provider_id = '"
                    + gone.provider().getId() + "'";
            gone.openLogin().signIn("ada", "a password");
            assertThat(tables.query(rows)).hasSize(1);

            if (wholeRealm) {
                gone.remove();
            } else {
                gone.deleteProvider();
            }

            assertThat(tables.query(rows)).isEmpty();
        }
    }

    @Test
    void aTableThatCannotBeWrittenChangesNothingForTheUserAndIsInTheLog() {
        LegacyAccount margaret = LegacyAccount.named("margaret");
        realm.addUser("margarets-namesake", margaret.email(), "a password");
        legacy.addUser(margaret);
        ServerLog.Mark mark = server.log().mark();
        tables.execute("ALTER TABLE lazy_migration_failure RENAME TO hidden_failure");
        try {
            assertThat(realm.openLogin()
                            .signIn("margaret", margaret.password())
                            .browser()
                            .text())
                    .contains("We can't sign you in with this account. Please contact your administrator.");
        } finally {
            tables.execute("ALTER TABLE hidden_failure RENAME TO lazy_migration_failure");
        }
        server.log()
                .await(
                        mark,
                        "realm=" + realm.name() + " provider=lazy-migration outcome=NotWrittenDown what=\"a failure\"");
    }
}
