package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the legacy system is to be told outlives the server. */
@Tag("own-server")
@Tag("restarted-server")
class NoticeRestartIT {

    private static final String MARK =
            """
            async (user) => {
              const { Pool } = require('pg');

              await new Pool({ connectionString: env.DB_CONNECTION_URI })
                .query('UPDATE users SET told = told + 1 WHERE id = $1', [user.id]);
            }""";

    private static final String SLEEP =
            """
            async () => {
              const { Pool } = require('pg');

              await new Pool({ connectionString: env.DB_CONNECTION_URI }).query('SELECT pg_sleep(60)');
            }""";

    private static KeycloakServer server;
    private static LegacyDatabase legacy;

    @BeforeAll
    static void start() {
        server = RestartedServer.get().server();
        server.start();
        legacy = LegacyDatabase.on(RestartedServer.get().postgres());
        legacy.execute("ALTER TABLE users ADD COLUMN told integer NOT NULL DEFAULT 0");
    }

    private static TestRealm realm(String name) {
        return TestRealm.named(name)
                .with(legacy)
                .config("onMigratedScript", MARK)
                .config("onMigratedTimeoutMs", "8000")
                .create(server);
    }

    private static String told(long id) {
        return "SELECT told FROM users WHERE id = " + id;
    }

    @Test
    void aUserWhoCameAcrossBeforeAPowerCutIsToldOfOnceAfterIt() {
        TestRealm realm = realm("power-cut");
        LegacyAccount ada = LegacyAccount.named("ada");
        long id = legacy.addUser(ada);
        legacy.execute("REVOKE UPDATE ON users FROM " + legacy.reader());

        TestRealm lastAttempt = TestRealm.named("last-attempt")
                .with(legacy)
                .config("onMigratedScript", SLEEP)
                .config("onMigratedTimeoutMs", "10000")
                .config("onMigratedAttempts", "1")
                .create(server);

        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        assertThat(lastAttempt.openLogin().signIn("ada", ada.password()).isSignedIn())
                .isTrue();
        legacy.awaitStatement("SELECT pg_sleep(60)");
        server.killHard();

        assertThat(legacy.value(told(id))).contains("0");
        assertThat(waiting(realm)).containsExactly(List.of(String.valueOf(id)));
        legacy.execute("GRANT UPDATE ON users TO " + legacy.reader());
        endTheClaims();
        ServerLog.Mark mark = server.log().mark();
        server.start();

        legacy.awaitValue(told(id), "1");
        awaitNothingWaiting(realm);
        assertThat(legacy.value(told(id)))
                .as("and nothing is left that would tell again")
                .contains("1");
        assertThat(realm.openLogin().signIn("ada", ada.password()).isSignedIn()).isTrue();
        // A script that ends the server must not do so for ever.
        server.log()
                .await(
                        mark,
                        "WARN .*realm=last-attempt .*outcome=GivenUp attempts=1 legacyId=" + id
                                + " userId=\\S+ reason=\"the server ended during the last attempt\"",
                        Duration.ofMinutes(2));
    }

    @Test
    void aServerThatIsStoppedWhileAScriptRunsStopsInPeaceAndTellsAfterItsRestart() {
        TestRealm realm = realm("stopped");
        LegacyAccount grace = LegacyAccount.named("grace");
        long id = legacy.addUser(grace);
        legacy.execute("GRANT UPDATE ON users TO " + legacy.reader());

        ServerLog.Mark mark = server.log().mark();
        legacy.whileLocked(id, () -> {
            assertThat(realm.openLogin().signIn("grace", grace.password()).isSignedIn())
                    .isTrue();
            legacy.awaitValue(
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + legacy.reader()
                            + "' AND wait_event_type = 'Lock'",
                    "1");
            server.stop();
            server.log().await(mark, "\\bstopped in\\b", Duration.ofSeconds(1));
            // Or PostgreSQL would go on with the statement of a client that is gone.
            legacy.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '"
                    + legacy.reader() + "'");
        });
        assertThat(server.log().linesSince(mark, " ERROR (?!.*org\\.jgroups)|^\\s+at |Exception"))
                .isEmpty();
        assertThat(legacy.value(told(id))).contains("0");
        endTheClaims();

        server.start();

        legacy.awaitValue(told(id), "1");
        awaitNothingWaiting(realm);
        assertThat(legacy.value(told(id))).contains("1");
    }

    /** Or the server would wait for a part of a minute. */
    private static void endTheClaims() {
        KeycloakTables tables = RestartedServer.get().tables();
        assertThat(tables.query("SELECT legacy_id FROM lazy_migration_notice WHERE state = 'CLAIMED' AND due_at > "
                        + Instant.now().plus(Duration.ofMinutes(1)).toEpochMilli()))
                .isEmpty();
        tables.execute("UPDATE lazy_migration_notice SET due_at = 0 WHERE state = 'CLAIMED'");
    }

    private static List<List<String>> waiting(TestRealm realm) {
        return RestartedServer.get()
                .tables()
                .query("SELECT n.legacy_id FROM lazy_migration_notice n JOIN realm r ON r.id = n.realm_id"
                        + " WHERE r.name = '" + realm.name() + "'");
    }

    private static void awaitNothingWaiting(TestRealm realm) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!waiting(realm).isEmpty() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(waiting(realm)).isEmpty();
    }
}
