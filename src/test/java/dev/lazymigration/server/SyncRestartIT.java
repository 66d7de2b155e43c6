package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far a sync is outlives the server. */
@Tag("own-server")
@Tag("restarted-server")
class SyncRestartIT {

    private static final int USERS = 200;

    /** Ten users at a time, and slowly. */
    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              await pool.query('SELECT pg_sleep(0.25)');
              const { rows } = await pool.query(
                'SELECT id, username, email, given_name, family_name, password AS "passwordHash"'
                  + ' FROM users WHERE id > $1 ORDER BY id LIMIT $2',
                [query.cursor || 0, query.limit]);
              return {
                totalCount: %d,
                list: rows,
                cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined,
              };
            }"""
                    .formatted(USERS);

    private static final String PAGES_READ = "FROM users WHERE id > $1 ORDER BY id LIMIT $2";

    private static KeycloakServer server;
    private static LegacyDatabase legacy;
    private static List<LegacyAccount> accounts;

    @BeforeAll
    static void start() {
        server = RestartedServer.get().server();
        server.start();
        legacy = LegacyDatabase.on(RestartedServer.get().postgres());
        LegacyAccount one = LegacyAccount.named("one");
        accounts = IntStream.rangeClosed(1, USERS)
                .mapToObj(number -> one.with("username", "bulk" + number).withEmail("bulk" + number + "@example.org"))
                .toList();
        legacy.addUsers(accounts);
    }

    private static TestRealm realm(String name) {
        return TestRealm.named(name)
                .with(legacy)
                .config("listUsersScript", LIST)
                .config("listUsersTimeoutMs", "2000")
                .config("syncPageSize", "10")
                .create(server);
    }

    private static long pagesRead() {
        return legacy.statements().stream()
                .filter(statement -> statement.contains(PAGES_READ))
                .count();
    }

    private static JsonNode await(TestRealm realm, String state) {
        return await(realm, state, 0);
    }

    private static JsonNode await(TestRealm realm, String state, long added) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        JsonNode sync = MigrationApi.of(realm).get("sync").body();
        while (!sync.path("state").asText().equals(state) || sync.path("added").asLong() < added) {
            assertThat(Instant.now()).as("still %s", sync).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            sync = MigrationApi.of(realm).get("sync").body();
        }
        return sync;
    }

    private static String count(TestRealm realm, String what) {
        return RestartedServer.get()
                .tables()
                .query("SELECT count(" + what + ") FROM lazy_migration_record m JOIN realm r ON r.id = m.realm_id"
                        + " JOIN user_entity u ON u.id = m.user_id WHERE r.name = '" + realm.name() + "'")
                .get(0)
                .get(0);
    }

    @Test
    void aSyncThatAPowerCutEndsGoesOnWithoutLossAndWithoutReadingAnyPageTwice() {
        TestRealm realm = realm("sync-power-cut");
        long before = pagesRead();
        assertThat(MigrationApi.of(realm).post("sync", "{}").status()).isEqualTo(202);
        await(realm, "running", 30);

        server.killHard();
        server.start();

        JsonNode interrupted = await(realm, "interrupted");
        long across = interrupted.path("added").asLong();
        assertThat(across).isBetween(30L, USERS - 1L);
        assertThat(count(realm, "*")).isEqualTo(String.valueOf(across));
        assertThat(MigrationApi.of(realm).post("sync", "{}").status()).isEqualTo(202);
        JsonNode whole = await(realm, "completed");

        assertThat(whole.path("added").asLong()).isEqualTo(USERS);
        assertThat(whole.path("withPassword").asLong()).isEqualTo(USERS);
        assertThat(whole.path("read").asLong()).isEqualTo(USERS);
        assertThat(whole.path("known").asLong()).isZero();
        assertThat(count(realm, "DISTINCT m.legacy_id")).isEqualTo(String.valueOf(USERS));
        assertThat(count(realm, "DISTINCT m.user_id")).isEqualTo(String.valueOf(USERS));
        // The last page is the empty one; the page of the power cut may be read once more.
        assertThat(pagesRead() - before).isBetween(USERS / 10 + 1L, USERS / 10 + 2L);
        LegacyAccount last = accounts.get(USERS - 1);
        assertThat(realm.openLogin().signIn(last.username(), last.password()).isSignedIn())
                .isTrue();
    }
}
