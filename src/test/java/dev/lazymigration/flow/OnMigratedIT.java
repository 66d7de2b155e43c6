package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.LoginPage;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The legacy system is told of each user who has come across. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class OnMigratedIT {

    /** Counts how often it was run, and leaves Keycloak's id. */
    private static final String MARK =
            """
            async function onMigrated(user, context) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              await pool.query('UPDATE users SET told = told + 1, keycloak_id = $1 WHERE id = $2', [user.keycloakId, user.id]);
            }""";

    /** Cannot reach what it needs until the test makes the table. */
    private static final String NEEDS_TABLE =
            """
            async (user) => {
              const { Pool } = require('pg');

              await new Pool({ connectionString: env.DB_CONNECTION_URI })
                .query('INSERT INTO %s (id) VALUES ($1)', [user.id]);
            }""";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;
    private final Mailbox mailbox;

    OnMigratedIT(KeycloakServer server, LegacyDatabase legacy, KeycloakTables tables, Mailbox mailbox) {
        this.server = server;
        this.legacy = legacy;
        this.tables = tables;
        this.mailbox = mailbox;
    }

    @BeforeAll
    static void theLegacySystemCanBeTold(LegacyDatabase legacy) {
        legacy.execute(
                "ALTER TABLE users ADD COLUMN told integer NOT NULL DEFAULT 0, ADD COLUMN keycloak_id text",
                "GRANT UPDATE ON users TO " + legacy.reader());
    }

    private TestRealm.Builder realm(String name, String onMigratedScript) {
        return TestRealm.named(name).with(legacy).with(mailbox).config("onMigratedScript", onMigratedScript);
    }

    private LegacyAccount account(String username) {
        LegacyAccount account = LegacyAccount.named(username);
        legacy.addUser(account);
        return account;
    }

    private static String told(LegacyAccount account) {
        return "SELECT told FROM users WHERE username = '" + account.username() + "'";
    }

    private String keycloakIdIn(LegacyAccount account) {
        return legacy.value("SELECT keycloak_id FROM users WHERE username = '" + account.username() + "'")
                .orElseThrow();
    }

    private static String id(TestRealm realm, LegacyAccount account) {
        return realm.user(account.username()).orElseThrow().getId();
    }

    private List<List<String>> notices(TestRealm realm) {
        return tables.query("SELECT state, attempts FROM lazy_migration_notice WHERE realm_id = '"
                + realm.admin().toRepresentation().getId() + "'");
    }

    private void awaitNotices(TestRealm realm, List<List<String>> expected) {
        await(() -> notices(realm), expected);
    }

    private static void await(Supplier<List<List<String>>> rows, List<List<String>> expected) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!rows.get().equals(expected) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(rows.get()).isEqualTo(expected);
    }

    /** Waits until nothing is to be tried within the next half hour. */
    private void awaitRest(TestRealm realm) {
        String resting = "SELECT 1 FROM lazy_migration_notice WHERE state = 'WAITING' AND due_at > "
                + Instant.now().plus(Duration.ofMinutes(30)).toEpochMilli() + " AND provider_id = '"
                + realm.provider().getId() + "'";
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (tables.query(resting).isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(tables.query(resting)).hasSize(1);
    }

    private void awaitBlockedScript() {
        legacy.awaitValue(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + legacy.reader()
                        + "' AND wait_event_type = 'Lock'",
                "1");
    }

    /** Other work of Keycloak's comes to its end; what the script's thread held would stay. */
    private void awaitNoOpenTransaction() {
        String open = "SELECT query FROM pg_stat_activity WHERE datname = current_database()"
                + " AND state LIKE 'idle in transaction%'";
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!tables.query(open).isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(tables.query(open)).isEmpty();
    }

    @Test
    void theRowIsMarkedAfterTheFirstLoginAndNotAgainAfterTheSecond() {
        TestRealm realm = realm("told-after-login", MARK).create(server);
        LegacyAccount ada = account("ada");

        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        legacy.awaitValue(told(ada), "1");
        assertThat(keycloakIdIn(ada)).isEqualTo(id(realm, ada));
        awaitNotices(realm, List.of());

        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(realm.app().directGrant("ada", ada.password()).status()).isEqualTo(200);
        assertThat(notices(realm)).isEmpty();
        assertThat(legacy.value(told(ada))).contains("1");
    }

    @Test
    void theRowIsMarkedAfterAPasswordReset() {
        TestRealm realm = realm("told-after-reset", MARK).create(server);
        LegacyAccount grace = account("grace");

        LoginPage login = realm.openLogin().forgetPassword("grace");
        login.browser().open(mailbox.lastLinkTo(grace.email()));
        login.choosePassword("a new password");

        legacy.awaitValue(told(grace), "1");
        assertThat(keycloakIdIn(grace)).isEqualTo(id(realm, grace));
    }

    @Test
    void aFunctionInTheStyleOfAuth0IsToldToo() {
        TestRealm realm = realm(
                        "told-in-auth0-style",
                        """
                        function onMigrated(user, context, callback) {
                          postgres.connect(configuration.DB_CONNECTION_URI, function (connectionError, client, done) {
                            if (connectionError) return callback(connectionError);
                            client.query(
                              'UPDATE users SET told = told + 1, keycloak_id = $1 WHERE id = $2',
                              [user.keycloakId + ' of ' + context.userPoolName, user.user_id],
                              function (error) {
                                done();
                                callback(error);
                              }
                            );
                          });
                        }""")
                .config("dialect", "auth0")
                .loginScript(
                        """
                        (email, password, callback) => callback(null, { user_id: configuration.JOAN, email: 'joan@example.org' })""")
                .getUserScript(
                        "(email, callback) => callback(null, { user_id: configuration.JOAN, email: 'joan@example.org' })")
                .config("env", "[{\"key\":\"JOAN\",\"value\":\"" + legacy.addUser(LegacyAccount.named("joan")) + "\"}]")
                .create(server);

        realm.openLogin().signIn("joan@example.org", "whatever");

        LegacyAccount joan = LegacyAccount.named("joan");
        legacy.awaitValue(told(joan), "1");
        assertThat(keycloakIdIn(joan)).endsWith(" of told-in-auth0-style");
    }

    @Test
    void simultaneousFirstLoginsTellOnce() throws Exception {
        TestRealm realm = realm("told-once", MARK).create(server);
        LegacyAccount mary = account("mary");
        int logins = 8;
        CyclicBarrier start = new CyclicBarrier(logins);
        ExecutorService people = Executors.newFixedThreadPool(logins);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < logins; i++) {
            answers.add(people.submit(() -> {
                start.await();
                return realm.app().directGrant("mary", mary.password());
            }));
        }
        people.shutdown();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }

        awaitNotices(realm, List.of());
        assertThat(legacy.value(told(mary))).contains("1");
    }

    @Test
    void aScriptThatFailsIsRunAgainUntilItWorks() {
        TestRealm realm = realm(
                        "told-at-last",
                        """
                        async (user) => {
                          const { Pool } = require('pg');

                          const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
                          const { rows } = await pool.query('UPDATE users SET told = told + 1 WHERE id = $1 RETURNING told', [user.id]);
                          if (rows[0].told < 3) throw new Error('not yet');
                        }""")
                .create(server);
        LegacyAccount katherine = account("katherine");
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.openLogin().signIn("katherine", katherine.password()).isSignedIn())
                .isTrue();

        legacy.awaitValue(told(katherine), "3");
        awaitNotices(realm, List.of());
        assertThat(server.log().linesSince(mark, "realm=told-at-last .*script=onMigrated outcome=Failed .*not yet"))
                .hasSize(2);
        assertThat(server.log().linesSince(mark, "outcome=GivenUp")).isEmpty();
    }

    @Test
    void aScriptThatFailsForEverIsGivenUpAfterTheConfiguredAttemptsAndTheUserNeverNotices() {
        TestRealm realm = realm("never-told", MARK.replace("await", "console.log('for', user.username); null.x; await"))
                .config("onMigratedAttempts", "3")
                .create(server);
        tables.execute("INSERT INTO lazy_migration_failure"
                + " (id, realm_id, provider_id, failure_key, kind, code, first_at, last_at, occurrences)"
                + " VALUES (gen_random_uuid(), 'any', '" + realm.provider().getId()
                + "', 'old', 'REFUSED', 'too-old', 1, 1, 1)");
        LegacyAccount hedy = account("hedy");
        ServerLog.Mark mark = server.log().mark();

        assertThat(realm.openLogin().signIn("hedy", hedy.password()).isSignedIn())
                .isTrue();

        server.log()
                .await(
                        mark,
                        "WARN .*realm=never-told provider=lazy-migration script=onMigrated outcome=GivenUp attempts=3"
                                + " legacyId=\\d+ userId=\\S+ reason=\"TypeError: Cannot read property",
                        Duration.ofMinutes(1));
        awaitNotices(realm, List.of(List.of("GIVEN_UP", "3")));
        assertThat(server.log().linesSince(mark, "realm=never-told .*script=onMigrated outcome=Broken"))
                .hasSize(3);
        assertThat(server.log().linesSince(mark, " ERROR ")).isEmpty();
        assertThat(realm.openLogin().signIn("hedy", hedy.password()).isSignedIn())
                .isTrue();

        assertThat(tables.query("SELECT kind, code, username, console, occurrences FROM lazy_migration_failure"
                        + " WHERE provider_id = '" + realm.provider().getId() + "' AND reason LIKE 'TypeError%'"))
                .containsExactly(List.of("NOTICE_FAILED", "onMigrated", "hedy", "log: for hedy", "1"));
        await(() -> tables.query("SELECT 1 FROM lazy_migration_failure WHERE code = 'too-old'"), List.of());

        realm.configure("onMigratedScript", MARK);

        legacy.awaitValue(told(hedy), "1");
        awaitNotices(realm, List.of());
    }

    @Test
    void aSlowScriptKeepsNobodyWaiting() {
        TestRealm realm =
                realm("slow", MARK).config("onMigratedTimeoutMs", "30000").create(server);
        LegacyAccount slow = LegacyAccount.named("slow");
        long id = legacy.addUser(slow);
        LegacyAccount other = account("other");

        legacy.whileLocked(id, () -> {
            LoginPage login = realm.openLogin().signIn("slow", slow.password());
            assertThat(login.isSignedIn()).isTrue();
            assertThat(login.tokens().status()).isEqualTo(200);
            awaitBlockedScript();
            assertThat(realm.openLogin().signIn("slow", slow.password()).isSignedIn())
                    .isTrue();
            assertThat(realm.openLogin().signIn("other", other.password()).isSignedIn())
                    .as("another user comes across in the meantime")
                    .isTrue();
            awaitNoOpenTransaction();
            assertThat(legacy.value(told(slow))).contains("0");
        });

        legacy.awaitValue(told(slow), "1");
        legacy.awaitValue(told(other), "1");
    }

    @Test
    void oneLegacySystemThatIsSlowDoesNotKeepTheOthersWaiting() {
        TestRealm slow = realm("slow-system", MARK)
                .config("onMigratedTimeoutMs", "30000")
                .create(server);
        TestRealm quick = realm("quick-system", MARK).create(server);
        LegacyAccount locked = LegacyAccount.named("locked");
        long id = legacy.addUser(locked);
        LegacyAccount quickUser = account("quick-user");
        List<LegacyAccount> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(account("waiting-" + i));
        }

        legacy.whileLocked(id, () -> {
            slow.app().directGrant("locked", locked.password());
            waiting.forEach(account -> slow.app().directGrant(account.username(), account.password()));
            quick.app().directGrant("quick-user", quickUser.password());

            legacy.awaitValue(told(quickUser), "1");
            assertThat(legacy.value(told(locked))).contains("0");
        });

        waiting.forEach(account -> legacy.awaitValue(told(account), "1"));
    }

    @Test
    void aLegacySystemThatGoesDownInTheMiddleIsToldWhenItIsBack() {
        TestRealm realm =
                realm("down", MARK).config("onMigratedTimeoutMs", "30000").create(server);
        LegacyAccount down = LegacyAccount.named("down");
        long id = legacy.addUser(down);
        ServerLog.Mark mark = server.log().mark();

        try {
            legacy.whileLocked(id, () -> {
                assertThat(realm.openLogin().signIn("down", down.password()).isSignedIn())
                        .isTrue();
                legacy.stop();
                server.log().await(mark, "realm=down .*script=onMigrated outcome=", Duration.ofMinutes(1));
                assertThat(realm.openLogin().signIn("down", down.password()).isSignedIn())
                        .isTrue();
            });
        } finally {
            legacy.start();
        }

        legacy.awaitValue(told(down), "1");
        awaitNotices(realm, List.of());
    }

    @Test
    void aProviderThatIsSwitchedOffTellsNobodyUntilItIsSwitchedOnAgain() {
        TestRealm realm = realm("switched-off", NEEDS_TABLE.formatted("made_later"))
                .config("onMigratedAttempts", "50")
                .create(server);
        LegacyAccount off = account("off");
        ServerLog.Mark mark = server.log().mark();
        realm.openLogin().signIn("off", off.password());
        server.log().await(mark, "realm=switched-off .*script=onMigrated", Duration.ofMinutes(1));

        realm.disableProvider();
        awaitRest(realm);
        legacy.execute("CREATE TABLE made_later (id bigint)", "GRANT INSERT ON made_later TO " + legacy.reader());
        assertThat(notices(realm)).hasSize(1);

        realm.configure("enabled", "true");

        legacy.awaitValue("SELECT count(*) FROM made_later", "1");
        awaitNotices(realm, List.of());
    }

    @Test
    void withoutAScriptNothingIsRememberedAndWhatWaitsIsForgottenWhenItIsTakenAway() {
        TestRealm realm =
                realm("script-gone", NEEDS_TABLE.formatted("never_made")).create(server);
        LegacyAccount first = account("first");
        LegacyAccount second = account("second");
        realm.openLogin().signIn("first", first.password());
        assertThat(notices(realm)).hasSize(1);

        realm.configure("onMigratedScript", "");
        awaitNotices(realm, List.of());

        realm.openLogin().signIn("second", second.password());
        assertThat(notices(realm)).isEmpty();
    }

    @Test
    void nothingIsLeftOfAUserWhoIsDeletedOrOfAProviderOrARealmThatIs() {
        String script = NEEDS_TABLE.formatted("never_made");
        TestRealm one = realm("user-deleted", script).create(server);
        TestRealm two = realm("provider-deleted-early", script).create(server);
        TestRealm three = realm("realm-deleted", script).create(server);
        LegacyAccount gone = account("gone");
        for (TestRealm realm : List.of(one, two, three)) {
            assertThat(realm.openLogin().signIn("gone", gone.password()).isSignedIn())
                    .isTrue();
            assertThat(notices(realm)).hasSize(1);
        }
        ServerLog.Mark mark = server.log().mark();
        String realmId = three.admin().toRepresentation().getId();

        one.deleteUser(id(one, gone));
        two.deleteProvider();
        three.remove();

        assertThat(notices(one)).isEmpty();
        assertThat(notices(two)).isEmpty();
        assertThat(tables.query("SELECT 1 FROM lazy_migration_notice WHERE realm_id = '" + realmId + "'"))
                .isEmpty();
        assertThat(server.log().linesSince(mark, " ERROR ")).isEmpty();
    }

    @Test
    void whatSoundsLikeASecretDoesNotWaitInKeycloaksDatabase() {
        TestRealm realm = realm("secrets", NEEDS_TABLE.formatted("never_made"))
                .getUserScript("async () => ({ id: 's-1', email: 'secretive@example.org' })")
                .loginScript(
                        """
                        async (query, password) => ({
                          id: 's-1', email: 'secretive@example.org', password_hash: '$2b$10$abc', Salt: 'pepper',
                          mfa_factors: [{ totp: { secret: 'JBSWY3DP' } }],
                          sites: [{ name: 'shop', apiKey: 'key-7' }], passport: 'P 1'
                        })""")
                .create(server);

        realm.openLogin().signIn("secretive@example.org", "typed-password");

        assertThat(tables.query("SELECT profile FROM lazy_migration_notice WHERE realm_id = '"
                        + realm.admin().toRepresentation().getId() + "'"))
                .containsExactly(List.of("{\"id\":\"s-1\",\"email\":\"secretive@example.org\","
                        + "\"sites\":[{\"name\":\"shop\"}],\"passport\":\"P 1\"}"));
    }

    @Test
    void aUserWhoIsRefusedIsNotToldOf() {
        TestRealm realm = realm("refused", MARK).create(server);
        realm.addUser("somebody", "taken@example.org", "local password");
        LegacyAccount taken = account("taken");

        assertThat(realm.openLogin().signIn("taken", taken.password()).isSignedIn())
                .isFalse();

        assertThat(realm.user("taken")).isEmpty();
        assertThat(notices(realm)).isEmpty();
    }
}
