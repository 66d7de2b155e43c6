package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server whose operator has set options: one in {@code keycloak.conf}, one in the environment, the others on the
 * command line. It ran without most of them before, and did not start with a misspelt one.
 */
@Tag("own-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerOptionsIT {

    private static final String OPTION = "--spi-storage--lazy-migration--";
    private static final String TRY_AGAIN = "We can't check your account right now. Please try again in a few minutes.";
    private static final String FINDS_ADA =
            "async function getUser() { return { id: 1, username: 'ada', email: 'ada@example.org' }; }";
    private static final String LETS_ADA_IN = "async function login() {"
            + " return { id: 1, username: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' }; }";

    private Path scripts;
    private Postgres postgres;
    private LegacyDatabase legacy;
    private KeycloakServer server;
    private TestRealm earlier;

    @BeforeAll
    void aServerThatRanWithoutOptionsBefore(@TempDir Path folders) throws IOException {
        scripts = Files.createDirectory(folders.resolve("scripts"));
        Path modules = Files.createDirectory(folders.resolve("modules"));
        Files.writeString(
                modules.resolve("house-rules.js"),
                "exports.matches = (password) => password === [...'a password'].join('');");
        write("find-ada.js", FINDS_ADA);
        postgres = Postgres.launch();
        legacy = LegacyDatabase.on(postgres);
        server = KeycloakServer.named("options")
                .file("conf/keycloak.conf", "spi-storage--lazy-migration--reachable-hosts=127.0.0.1, ::1\n")
                .environment("KC_SPI_STORAGE__LAZY_MIGRATION__SCRIPTS_FOLDER", scripts.toString())
                .shortLived()
                .launch();
        earlier = TestRealm.named("earlier")
                .getUserScript(FINDS_ADA)
                .loginScript(LETS_ADA_IN)
                .create(server);
        server.stop();
        assertThatThrownBy(() -> server.start(OPTION + "console-script=false"))
                .hasMessageContaining(
                        "Lazy migration: there is no option spi-storage--lazy-migration--console-script.");
        server.stop();
        server.start(
                OPTION + "console-scripts=false",
                OPTION + "modules-folder=" + modules,
                OPTION + "string-characters=100000",
                OPTION + "allocated-bytes=16777216",
                OPTION + "profile-characters=1024",
                OPTION + "max-login-timeout-ms=20000");
    }

    @AfterAll
    void stop() {
        server.close();
        postgres.close();
    }

    private void write(String name, String script) {
        try {
            // As one replaces a file that others may be reading.
            Path next = Files.writeString(scripts.resolve(name + ".new"), script);
            Files.move(next, scripts.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestRealm realm(String name, Map<String, String> config) {
        TestRealm.Builder realm = TestRealm.named(name).getUserScript("file:find-ada.js");
        config.forEach(realm::config);
        return realm.create(server);
    }

    private String logOfAnUnansweredLogin(TestRealm realm) {
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn("ada", "a password");

        assertThat(login.browser().status()).isEqualTo(503);
        assertThat(login.browser().text()).contains(TRY_AGAIN);
        assertThat(realm.users()).isEmpty();
        return String.join("\n", server.log().linesSince(mark, ".*dev\\.lazymigration.*"));
    }

    @Test
    void theServersInformationShowsWhatHolds() {
        assertThat(server.admin()
                        .serverInfo()
                        .getInfo()
                        .getProviders()
                        .get("storage")
                        .getProviders()
                        .get("lazy-migration")
                        .getOperationalInfo())
                .hasEntrySatisfying("version", version -> assertThat(version).matches("\\d+\\.\\d+.*"))
                .containsEntry("reachable-hosts", "127.0.0.1, ::1")
                .containsEntry("console-scripts", "false")
                .containsEntry("scripts-folder", "set")
                .containsEntry("modules-folder", "set")
                .containsEntry("allocated-bytes", "16777216")
                .containsEntry("connections-per-database", "10");
        assertThat(server.log().linesSince(ServerLog.Mark.BEGINNING, "Options of the server's operator: .*"))
                .last()
                .asString()
                .contains("console-scripts=false")
                .doesNotContain(scripts.toString());
    }

    @Test
    void theScriptsThatComeWithTheProviderWork() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);
        TestRealm realm = TestRealm.named("default-scripts").with(legacy).create(server);

        assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void aScriptInAFileIsUsedAndItsChangesAreFromTheNextLoginOn() {
        write("changing.js", "async function login() { throw new Error('not yet'); }");
        TestRealm realm = realm("changing", Map.of("loginScript", "file:changing.js"));
        assertThat(realm.openLogin().signIn("ada", "a password").errorText())
                .isEqualTo("Invalid username or password.");

        write("changing.js", LETS_ADA_IN);

        assertThat(realm.openLogin().signIn("ada", "a password").isSignedIn()).isTrue();
    }

    @Test
    void aLoginThatIsUnderWayWhenItsFileChangesComesToItsEnd() {
        write(
                "slow.js",
                """
                async function login() {
                  const { Client } = require('pg');
                  const client = new Client(env.DB_CONNECTION_URI);
                  await client.connect();
                  await client.query('SELECT count(*) FROM users');
                  return { id: 1, username: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' };
                }""");
        TestRealm realm = realm(
                "slow",
                Map.of(
                        "loginScript", "file:slow.js",
                        "loginTimeoutMs", "20000",
                        "connectionUri", legacy.connectionUri()));

        CompletableFuture<Answer> login = new CompletableFuture<>();
        legacy.whileHanging(() -> {
            login.completeAsync(() -> realm.app().directGrant("ada", "a password"));
            legacy.awaitStatement("SELECT count(*) FROM users");
            write("slow.js", "async function login() { throw new Error('changed'); }");
            Answer second = realm.app().directGrant("ada", "a password");

            assertThat(second.error()).isEqualTo("invalid_grant");
            assertThat(login).as("the first login").isNotDone();
        });
        assertThat(login.join().status()).isEqualTo(200);
    }

    @Test
    void aScriptThatIsSavedAsTextIsRefused() {
        TestRealm realm = realm("text", Map.of("loginScript", "file:find-ada.js"));

        assertThatThrownBy(() -> realm.configure("loginScript", LETS_ADA_IN))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> assertThat(
                                refused.getResponse().readEntity(Map.class).get("errorMessage"))
                        .isEqualTo(
                                "loginScript is the text of a script, and this server takes scripts from files alone."
                                        + " Enter file:name.js for a file in the server's scripts folder, or nothing for the"
                                        + " script that comes with the provider."));
    }

    @Test
    void aScriptThatIsTriedAsTextIsRefusedTooAndOneInAFileIsTried() {
        TestRealm realm = realm("trial", Map.of("loginScript", "file:find-ada.js"));
        MigrationApi api = MigrationApi.of(realm);
        Map<String, Object> request = Map.of("script", "getUser", "query", Map.of("username", "ada"));
        Map<String, Object> withText = new HashMap<>(request);
        withText.put("config", Map.of("getUserScript", FINDS_ADA));

        assertThat(api.tryOut(withText).status()).isEqualTo(400);
        assertThat(api.tryOut(withText).body().path("errorMessage").asText())
                .startsWith("getUserScript is the text of a script, and this server takes scripts from files alone.");
        assertThat(api.tryOut(request).body().path("outcome").asText()).isEqualTo("found");
    }

    @ParameterizedTest
    @CsvSource({
        "file:missing.js, 'loginScript: missing.js is no file in the server''s scripts folder that can be read.'",
        "file:../scripts/find-ada.js, 'loginScript does not name a file as it has to: file:name.js, without any folder.'",
        "file:broken.js, 'loginScript does not compile: line 2, column 11: '"
    })
    void aFileThatCannotBeUsedIsRefusedWhenItIsSaved(String setting, String reason) {
        write("broken.js", "async function login(query, password) {\n  return {;\n}");
        TestRealm realm = realm("unusable-" + setting.replaceAll("[^a-z]", ""), Map.of());

        assertThatThrownBy(() -> realm.configure("loginScript", setting))
                .isInstanceOfSatisfying(BadRequestException.class, refused -> assertThat(refused.getResponse()
                                .readEntity(Map.class)
                                .get("errorMessage")
                                .toString())
                        .startsWith(reason));
    }

    @Test
    void aScriptThatWasStoredAsTextBeforeIsNotRun() {
        assertThat(logOfAnUnansweredLogin(earlier))
                .contains("realm=earlier provider=lazy-migration script=getUser outcome=Broken")
                .contains("its configuration is not valid: loginScript is the text of a script")
                .doesNotContain(FINDS_ADA);
    }

    @Test
    void aHostThatIsNotOnTheListIsOutOfReach() {
        write(
                "elsewhere.js",
                "async function login() { const { Client } = require('pg');"
                        + " await new Client('postgres://reader:secret@127.0.0.2:" + legacy.port()
                        + "/users').connect();"
                        + " return { id: 1, username: 'ada' }; }");
        TestRealm realm = realm("elsewhere", Map.of("loginScript", "file:elsewhere.js"));

        assertThat(logOfAnUnansweredLogin(realm))
                .contains("script=login outcome=Broken", "Scripts may not connect to 127.0.0.2");
    }

    @Test
    void aModuleOfTheOperatorsFolderCanBeRequired() {
        write(
                "by-house-rules.js",
                "async function login(query, password) {"
                        + " if (!require('house-rules').matches(password)) { throw new Error('refused'); }"
                        + " return { id: 1, username: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' }; }");
        TestRealm realm = realm("by-house-rules", Map.of("loginScript", "file:by-house-rules.js"));

        assertThat(realm.openLogin().signIn("ada", "another password").errorText())
                .isEqualTo("Invalid username or password.");
        assertThat(realm.openLogin().signIn("ada", "a password").isSignedIn()).isTrue();
    }

    @Test
    void theLimitsOfARunAreThoseOfTheOperator() {
        write(
                "greedy.js",
                "async function login() { const all = []; for (;;) { all.push(new Array(1000).fill(1)); } }");
        write("long.js", "async function login() { return 'x'.repeat(100001); }");
        write("talkative.js", "async function login() { return { id: 1, username: 'ada', bio: 'x'.repeat(2000) }; }");

        assertThat(logOfAnUnansweredLogin(realm("greedy", Map.of("loginScript", "file:greedy.js"))))
                .contains("outcome=Broken", "16777216 bytes");
        assertThat(logOfAnUnansweredLogin(realm("long", Map.of("loginScript", "file:long.js"))))
                .contains("outcome=Broken", "RangeError");
        assertThat(logOfAnUnansweredLogin(realm("talkative", Map.of("loginScript", "file:talkative.js"))))
                .contains("outcome=Broken", "larger than");
        TestRealm patient = realm("patient", Map.of("loginScript", "file:greedy.js", "loginTimeoutMs", "20000"));
        assertThatThrownBy(() -> patient.configure("loginTimeoutMs", "20001")).isInstanceOf(BadRequestException.class);
    }
}
