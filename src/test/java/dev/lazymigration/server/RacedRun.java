package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A sync or an audit that administrators begin on two nodes at the same moment.
 *
 * @param what the word for it in the admin API
 * @param legacy with the users that it reads
 * @param nodes the same realm, on each node
 */
record RacedRun(String what, LegacyDatabase legacy, List<TestRealm> nodes) {

    static final int USERS = 20;

    private static final int PAGE = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Slowly, so that it is under way while the other node is told to begin. */
    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              await pool.query('SELECT pg_sleep(0.25)');
              const { rows } = await pool.query(
                "SELECT id, username, email FROM users WHERE username LIKE 'of-%s-%%' AND id > $1 ORDER BY id LIMIT $2",
                [query.cursor || 0, query.limit]);
              return { list: rows, cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined };
            }""";

    /** In a realm of its own, with users of its own. */
    static RacedRun of(String what, LegacyDatabase legacy, KeycloakServer first, KeycloakServer second) {
        legacy.addUsers(IntStream.range(0, USERS)
                .mapToObj(number -> LegacyAccount.named("of-" + what + "-" + number))
                .toList());
        TestRealm onFirst = TestRealm.named("raced-" + what)
                .with(legacy)
                .config("listUsersScript", LIST.formatted(what))
                .config("listUsersTimeoutMs", "5000")
                .config("syncPageSize", String.valueOf(PAGE))
                .create(first);
        return new RacedRun(what, legacy, List.of(onFirst, TestRealm.existing(second, onFirst.name())));
    }

    /** As if the provider had never had one: the nodes race to write the first line, and not to change it. */
    void forgetTheLast(KeycloakTables tables) {
        tables.execute("DELETE FROM lazy_migration_" + what + " WHERE provider_id = '"
                + nodes.get(0).provider().getId() + "'");
    }

    /**
     * Begins it on both nodes; one of them does, and the other says no and knows how it goes.
     *
     * @return how it ends, as the other node tells it
     */
    JsonNode assertIsBegunOnce() {
        long pagesBefore = pagesRead();
        List<ServerLog.Mark> marks =
                nodes.stream().map(node -> node.server().log().mark()).toList();
        List<MigrationApi> apis = nodes.stream().map(MigrationApi::of).toList();
        CyclicBarrier start = new CyclicBarrier(apis.size());
        List<CompletableFuture<MigrationApi.Answer>> begun = apis.stream()
                .map(api -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return api.post(what, "{}");
                        },
                        task -> new Thread(task).start()))
                .toList();
        List<MigrationApi.Answer> answers =
                begun.stream().map(CompletableFuture::join).toList();

        List<Integer> statuses =
                answers.stream().map(MigrationApi.Answer::status).toList();
        assertThat(statuses).containsExactlyInAnyOrder(202, 409);
        int other = statuses.indexOf(409);
        assertThat(answers.get(other).body().path("errorMessage").asText()).contains("is under way");
        JsonNode ended = ended(apis.get(other));
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        assertThat(ended.path("startedAt"))
                .isEqualTo(answers.get(1 - other).body().path("startedAt"));
        // The last one is empty.
        assertThat(pagesRead() - pagesBefore).as("pages read").isEqualTo(USERS / PAGE + 1L);
        for (int node = 0; node < nodes.size(); node++) {
            ServerLog log = nodes.get(node).server().log();
            assertThat(log.linesSince(marks.get(node), ".* ERROR (?!.*org\\.jgroups).*"))
                    .isEmpty();
        }
        return ended;
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("The other node was never told", e);
        }
    }

    private JsonNode ended(MigrationApi api) {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode run = api.get(what).body();
        while (run.path("state").asText().equals("running")) {
            assertThat(Instant.now()).as("still %s", run).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            run = api.get(what).body();
        }
        return run;
    }

    private long pagesRead() {
        return legacy.statements().stream()
                .filter(statement -> statement.contains("LIKE 'of-" + what + "-%' AND id > $1"))
                .count();
    }

    /** How many lines of the ledger there are, for how many legacy users, and how many Keycloak users. */
    List<String> across(KeycloakTables tables) {
        return tables.query("SELECT count(*), count(DISTINCT m.legacy_id), (SELECT count(*) FROM user_entity u"
                        + " JOIN realm r ON r.id = u.realm_id WHERE r.name = '"
                        + nodes.get(0).name() + "')"
                        + " FROM lazy_migration_record m WHERE m.provider_id = '"
                        + nodes.get(0).provider().getId() + "'")
                .get(0);
    }
}
