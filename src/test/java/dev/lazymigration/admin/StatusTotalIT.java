package dev.lazymigration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many users are left, as a {@code listUsers} script counts them. */
@LazyMigrationTest
class StatusTotalIT {

    private static final String COUNT =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');
              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              const { rows } = await pool.query('SELECT id, username FROM %s ORDER BY id LIMIT $1', [query.limit]);
              const count = await pool.query('SELECT count(*) AS total FROM %s');
              return { totalCount: count.rows[0].total, list: rows };
            }""";

    private final KeycloakServer server;
    private final LegacyDatabase legacy;

    StatusTotalIT(KeycloakServer server, LegacyDatabase legacy) {
        this.server = server;
        this.legacy = legacy;
    }

    private TestRealm realm(String name, String script) {
        return TestRealm.named(name)
                .with(legacy)
                .config("listUsersScript", script)
                .create(server);
    }

    private static JsonNode status(TestRealm realm) {
        MigrationApi.Answer answer = MigrationApi.of(realm).get("status");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.body();
    }

    private long counted() {
        return legacy.statements().stream()
                .filter(sql -> sql.contains("count(*) AS total"))
                .count();
    }

    @Test
    void theStatusHasHowManyUsersThereAreAndHowManyAreLeftAndForHowLong(KeycloakTables tables) {
        List<LegacyAccount> accounts = Stream.of("total-a", "total-b", "total-c", "total-d", "total-e")
                .map(LegacyAccount::named)
                .toList();
        legacy.addUsers(accounts);
        TestRealm realm = realm("status-total", COUNT.replace("%s", "users"));

        JsonNode before = status(realm);

        long total = Long.parseLong(legacy.value("SELECT count(*) FROM users").orElseThrow());
        assertThat(before.path("total").asLong()).isEqualTo(total);
        assertThat(before.path("remaining").asLong()).isEqualTo(total);
        assertThat(before.has("estimate"))
                .as("of an end that nobody brings nearer")
                .isFalse();
        assertThat(before.has("totalProblem")).isFalse();
        assertThat(before.path("legacy").path("scripts").path("listUsersScript").asText())
                .matches("[0-9a-f]{12}");

        long counted = counted();
        realm.openLogin().signIn("total-a", accounts.get(0).password());
        long yesterday = LocalDate.now(ZoneOffset.UTC)
                .minusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        tables.execute("UPDATE lazy_migration_record SET migrated_at = " + yesterday + " WHERE provider_id = '"
                + realm.provider().getId() + "'");
        JsonNode after = status(realm);

        assertThat(after.path("remaining").asLong()).isEqualTo(total - 1);
        assertThat(after.path("estimate").asLong()).isEqualTo(7 * (total - 1));
        assertThat(counted()).as("the total is remembered").isEqualTo(counted);

        legacy.addUser(LegacyAccount.named("total-late"));
        realm.configure("syncPageSize", "100");

        assertThat(status(realm).path("total").asLong())
                .as("after the provider was saved")
                .isEqualTo(total + 1);
    }

    @Test
    void whyThereIsNoTotalIsSaidWithoutSecretsAndNoLoginSuffersForIt() {
        TestRealm realm = realm("status-no-total", COUNT.replace("%s", "missing"));
        LegacyAccount account = LegacyAccount.named("no-total");
        legacy.addUser(account);

        JsonNode status = status(realm);

        assertThat(status.path("totalProblem").asText()).contains("missing").contains("does not exist");
        assertThat(Stream.of("total", "remaining", "estimate")).noneMatch(status::has);
        assertThat(status.path("legacy").path("available").asBoolean()).isTrue();
        assertThat(realm.openLogin().signIn("no-total", account.password()).isSignedIn())
                .isTrue();

        realm.configure("listUsersScript", "async () => { throw new Error('cannot read ' + env.DB_CONNECTION_URI); }");

        assertThat(status(realm).path("totalProblem").asText())
                .startsWith("cannot read ***")
                .doesNotContain(LegacyDatabase.READER_PASSWORD);
    }

    @Test
    void whereNobodyCountsThereIsNeitherATotalNorAProblem() {
        TestRealm realm = realm("status-uncounted", "");
        List<String> fields = List.of("total", "totalProblem", "remaining", "estimate");

        assertThat(fields).noneMatch(status(realm)::has);

        realm.configure("listUsersScript", "async () => []");

        assertThat(fields).noneMatch(status(realm)::has);

        realm.configure("listUsersScript", "async () => ({ totalCount: 3, list: [] })");
        realm.disableProvider();

        assertThat(fields).noneMatch(status(realm)::has);
    }
}
