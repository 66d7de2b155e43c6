package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told the administrator in the log; the end user is told what to do, and nothing is written. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class BadInputIT {

    private static final AtomicInteger REALMS = new AtomicInteger();

    private static final String TRY_AGAIN = "We can't check your account right now. Please try again in a few minutes.";
    private static final String FINDS_ADA =
            "async function getUser(query) { return { id: 1, username: 'ada', email: 'ada@example.org' }; }";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    BadInputIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
    }

    private TestRealm realm(Map<String, String> config) {
        TestRealm.Builder realm = TestRealm.named("bad-input-" + REALMS.incrementAndGet());
        config.forEach(realm::config);
        return realm.create(server);
    }

    /** Logs in as ada, who is told to try again, and gives the lines of the log that say why. */
    private String logOfALoginThatIsNotAnswered(Map<String, String> config) {
        TestRealm realm = realm(config);
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn("ada", "ada's typed password");

        assertThat(login.browser().status()).isEqualTo(503);
        assertThat(login.browser().text()).contains(TRY_AGAIN).doesNotContain("Invalid username or password");
        tables.assertNothingWrittenSince(before);
        String log = String.join("\n", server.log().linesSince(mark, ".*dev\\.lazymigration.*"));
        assertThat(log).doesNotContain("ada's typed password", LegacyDatabase.READER_PASSWORD);
        // The message of a script tells who exists; it is for the log alone.
        assertThat(login.browser().text()).doesNotContain("Error", "script", "database", "undefined");
        return log;
    }

    @Test
    void aScriptThatFailsAtRunTimeIsBroken() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript",
                        FINDS_ADA,
                        "loginScript",
                        "async function login(query) { return query.no.such.field; }")))
                .contains("script=login outcome=Broken", "TypeError");
    }

    @Test
    void anUnreachableDatabaseIsUnavailable() {
        String uri = "postgres://reader:" + LegacyDatabase.READER_PASSWORD + "@localhost:1/users";

        assertThat(logOfALoginThatIsNotAnswered(Map.of("connectionUri", uri)))
                .contains("script=getUser outcome=Unavailable", "ECONNREFUSED", "localhost:1")
                .doesNotContain(uri);
    }

    @Test
    void aWrongPasswordInTheConnectionUriIsUnavailable() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of("connectionUri", legacy.connectionUri("a-wrong-password"))))
                .contains("outcome=Unavailable", "password authentication failed for user")
                .doesNotContain("a-wrong-password");
    }

    @Test
    void aMissingTableIsUnavailable() {
        assertThat(
                        logOfALoginThatIsNotAnswered(
                                Map.of(
                                        "connectionUri",
                                        legacy.connectionUri(),
                                        "getUserScript",
                                        """
                        async function getUser(query) {
                          const { Client } = require('pg');
                          const client = new Client(env.DB_CONNECTION_URI);
                          await client.connect();
                          const found = await client.query('SELECT * FROM no_such_table WHERE name = $1', [query.username]);
                          return found.rows[0];
                        }""")))
                .contains("outcome=Unavailable", "relation \\\"no_such_table\\\" does not exist");
    }

    @Test
    void anUnknownModuleIsBroken() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript", "async function getUser() { return require('no-such-' + 'module').find(); }")))
                .contains("outcome=Broken", "Cannot find module 'no-such-module'", "pg");
    }

    @Test
    void aProfileWithoutAnIdIsBroken() {
        assertThat(logOfALoginThatIsNotAnswered(
                        Map.of("getUserScript", "async function getUser() { return { username: 'ada' }; }")))
                .contains("script=getUser outcome=Broken", "id");
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript",
                        FINDS_ADA,
                        "loginScript",
                        "async function login() { return { username: 'ada' }; }")))
                .contains("script=login outcome=Broken", "id");
    }

    @Test
    void aScriptThatReturnsANumberIsBroken() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of("getUserScript", "async function getUser() { return 42; }")))
                .contains("script=getUser outcome=Broken", "number");
        assertThat(logOfALoginThatIsNotAnswered(
                        Map.of("getUserScript", FINDS_ADA, "loginScript", "async function login() { return 42; }")))
                .contains("script=login outcome=Broken", "number");
    }

    @Test
    void aProfileOfAMegabyteIsBroken() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript",
                        FINDS_ADA,
                        "loginScript",
                        "async function login() { return { id: 1, bio: 'x'.repeat(1024 * 1024) }; }")))
                .contains("script=login outcome=Broken", "larger than");
    }

    @Test
    void aProfileWithAnInvalidEmailAddressIsNotImported() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript", "async function getUser() { return { id: 1, email: 'ada at example' }; }")))
                .contains("outcome=NotImported code=unusable-profile legacyId=1 ", "its e-mail address is not valid");
    }

    @Test
    void aLoginScriptThatLetsInSomebodyElseThanWasFoundImportsNobody() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript",
                        FINDS_ADA,
                        "loginScript",
                        "async function login() { return { id: 2, username: 'eve' }; }")))
                .contains("outcome=NotImported code=other-user legacyId=2 ", "under the name of legacy user 1");
    }

    @Test
    void aScriptThatNeverEndsIsStoppedAtItsDeadline() {
        assertThat(logOfALoginThatIsNotAnswered(Map.of(
                        "getUserScript", FINDS_ADA,
                        "loginScript", "async function login() { for (;;) { } }",
                        "loginTimeoutMs", "500")))
                .contains("script=login outcome=Unavailable");
    }

    @Test
    void aProfileWhoseEmailAddressBelongsToAnotherUserIsAConflict() {
        LegacyAccount ada = LegacyAccount.named("ada-conflict").withEmail("taken@example.org");
        legacy.addUser(ada);
        TestRealm realm = realm(
                Map.of(
                        "connectionUri",
                        legacy.connectionUri(),
                        "getUserScript",
                        """
                async function getUser(query) {
                  return query.username === 'ada-conflict' ? { id: 1, username: 'ada-conflict' } : null;
                }""",
                        "loginScript",
                        """
                async function login(query, password) {
                  return { id: 1, username: 'ada-conflict', email: 'taken@example.org' };
                }"""));
        realm.addUser("somebody", "taken@example.org", "a password");
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        LoginPage login = realm.openLogin().signIn("ada-conflict", ada.password());

        assertThat(login.browser().status()).isEqualTo(409);
        assertThat(login.browser().text())
                .contains("We can't sign you in with this account. Please contact your administrator.");
        assertThat(realm.app().directGrant("ada-conflict", ada.password()).status())
                .isEqualTo(409);
        assertThat(server.log().since(mark))
                .contains(
                        "outcome=NotImported code=email-taken legacyId=1 ",
                        "another Keycloak user has his e-mail address");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aUserWhoseNameIsSomebodysEmailAddressIsAConflict() {
        TestRealm realm = realm(Map.of(
                "getUserScript",
                "async function getUser(query) { return query.username === 'alias' ? { id: 1, username: 'alias' } : null; }",
                "loginScript",
                "async function login() { return { id: 1, username: 'taken@example.org' }; }"));
        realm.addUser("somebody", "taken@example.org", "a password");
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.app().directGrant("alias", "a password").status()).isEqualTo(409);
        server.log()
                .await(
                        mark,
                        "outcome=NotImported code=username-taken .*reason=\"another Keycloak user has his user name");
        tables.assertNothingWrittenSince(before);
    }

    private TestRealm realmWithIds(String found, String proved) {
        return realm(Map.of(
                "getUserScript",
                "async function getUser(query) { return { id: " + found + ", username: 'ada', email: 'ada@example.org',"
                        + " given_name: 'Ada', family_name: 'Lovelace' }; }",
                "loginScript",
                "async function login(query) { return { id: " + proved + ", username: 'ada' }; }"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1, `'1'`",
                "`'1'`, 1",
                "1.0, `'1'`",
                "`10n ** 20n`, `'100000000000000000000'`",
                "`'x'.repeat(200)`, `'x'.repeat(200)`"
            })
    void anIdIsTheSameAsANumberAndAsText(String found, String proved) {
        TestRealm realm = realmWithIds(found, proved);

        assertThat(realm.app().directGrant("ada", "a password").status()).isEqualTo(200);
        assertThat(realm.openLogin().signIn("ada", "a password").isSignedIn()).isTrue();
        assertThat(realm.users()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"1, `'1.0'`", "1, `'01'`", "`'a'`, `'A'`", "1, `' 1'`"})
    void anIdOfOtherLettersIsAnotherUser(String found, String proved) {
        TestRealm realm = realmWithIds(found, proved);
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.app().directGrant("ada", "a password").status()).isEqualTo(503);
        server.log().await(mark, "outcome=NotImported code=other-user ");
        tables.assertNothingWrittenSince(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'.repeat(201)", "'x'.repeat(5000)", "'with a \\u0000'"})
    void anIdThatNoDatabaseCouldKeepIsRefused(String id) {
        TestRealm realm = realmWithIds(id, id);
        KeycloakTables.Snapshot before = tables.snapshot();
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.app().directGrant("ada", "a password").status()).isEqualTo(503);
        server.log().await(mark, "outcome=NotImported code=unusable-profile .*reason=\"its id");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aSignUpIsRefusedWhileTheScriptIsBrokenOrTooSlow() {
        for (String script : new String[] {
            "async function getUser(query) { return query.no.such.field; }", "async function getUser() { for (;;) { } }"
        }) {
            TestRealm realm = realm(Map.of("getUserScript", script, "lookupTimeoutMs", "300"));
            KeycloakTables.Snapshot before = tables.snapshot();

            LoginPage page = realm.openLogin().register("newcomer", "newcomer@example.org", "a password");

            assertThat(page.browser().status()).isEqualTo(503);
            assertThat(page.browser().text()).contains(TRY_AGAIN);
            tables.assertNothingWrittenSince(before);
        }
    }

    @Test
    void anAccountThatTheLegacySystemHasLockedIsDisabledInKeycloaksOwnWords() {
        TestRealm realm = realm(Map.of(
                "getUserScript",
                FINDS_ADA,
                "loginScript",
                "async function login() { throw new AccountLockedError('since 2019'); }"));
        KeycloakTables.Snapshot before = tables.snapshot();

        LoginPage login = realm.openLogin().signIn("ada", "a password");

        assertThat(login.browser().text())
                .contains("Account is disabled, contact your administrator.")
                .doesNotContain("2019");
        assertThat(realm.app().directGrant("ada", "a password").errorDescription())
                .isEqualTo("Account disabled");
        tables.assertNothingWrittenSince(before);
    }

    @Test
    void aPasswordThatTheLegacySystemCallsExpiredLetsTheUserInAndMakesHimChooseANewOne() {
        TestRealm realm = realm(Map.of(
                "getUserScript",
                "async function getUser() { return { id: 1, username: 'ada', name: 'Ada L', email: 'a@b.org' }; }",
                "loginScript",
                "async function login() { return { id: 1, username: 'ada', mustChangePassword: true }; }"));

        LoginPage login = realm.openLogin().signIn("ada", "an old password");

        assertThat(login.browser().title()).isEqualTo("Update password");
        assertThat(realm.user("ada").orElseThrow().getRequiredActions()).containsExactly("UPDATE_PASSWORD");
        login.choosePassword("a new password");
        assertThat(login.isSignedIn()).as(login.browser().text()).isTrue();
    }
}
