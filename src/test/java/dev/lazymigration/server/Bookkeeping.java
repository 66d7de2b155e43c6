package dev.lazymigration.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.Mailbox;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.keycloak.representations.idm.SynchronizationResultRepresentation;

/**
 * The ledger and the failures on whatever database Keycloak has: written by many at once, listed, and corrected; an audit, a
 * sync, mails, and the end of the migration with the way back.
 */
record Bookkeeping(TestRealm realm, LegacyDatabase legacy) {

    private static final int ATTEMPTS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String LIST =
            """
            async function listUsers() {
              const { Pool } = require('pg');

              const { rows } = await new Pool({ connectionString: env.DB_CONNECTION_URI }).query(
                'SELECT id, username, email, given_name, family_name, password AS "passwordHash" FROM users ORDER BY id');
              return rows;
            }""";

    void works() {
        LegacyAccount refused = LegacyAccount.named("refused");
        realm.addUser("namesake", refused.email(), "a password");
        String refusedId = String.valueOf(legacy.addUser(refused));
        LegacyAccount deleted = LegacyAccount.named("deleted");
        String deletedId = String.valueOf(legacy.addUser(deleted));
        MigrationApi api = MigrationApi.of(realm);

        refuseAtOnce(refused);
        JsonNode failures =
                api.get("failures?kind=refused&legacyId=" + refusedId).body();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).path("count").asInt()).isEqualTo(ATTEMPTS);

        String first = realm.app().directGrant("deleted", deleted.password()).subject();
        assertThat(api.lift(deletedId).status()).isEqualTo(409);
        realm.deleteUser(first);
        JsonNode tombstones = api.get("records?deleted=true").body();
        assertThat(tombstones).hasSize(1);
        assertThat(tombstones.get(0).path("legacyId").asText()).isEqualTo(deletedId);
        assertThat(api.lift(deletedId).status()).isEqualTo(204);

        assertThat(realm.app().directGrant("deleted", deleted.password()).subject())
                .isNotEqualTo(first);
        assertThat(api.get("records?deleted=false&max=1")
                        .body()
                        .get(0)
                        .path("username")
                        .asText())
                .isEqualTo("deleted");

        JsonNode status = api.get("status").body();
        assertThat(status.path("lastLegacyLogin").asLong()).isPositive();
        assertThat(status.path("failures").path("by").path("refused").asInt()).isEqualTo(1);
        assertThat(StreamSupport.stream(status.path("migrated").path("perDay").spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isPositive()
                .isEqualTo(status.path("migrated").path("total").asInt());
        isSynced();
        isFinishedAndReopened();
    }

    /**
     * Some databases take an e mark for a plain e, and would end the transaction of a whole page over such a row: it fails
     * alone then, and comes across elsewhere.
     */
    private void isSynced() {
        legacy.execute("DELETE FROM users");
        legacy.addUsers(List.of(
                LegacyAccount.named("synced-first"),
                LegacyAccount.named("synced-accent").withEmail("r\u00e9fused@example.org"),
                LegacyAccount.named("synced-last")));
        realm.configure("listUsersScript", LIST);
        JsonNode audit = audited();

        SynchronizationResultRepresentation result =
                realm.admin().userStorage().syncUsers(realm.provider().getId(), "triggerFullSync");

        assertThat(result.getAdded() + result.getFailed()).isEqualTo(3);
        assertThat(result.getAdded()).isEqualTo(realm.user("synced-accent").isPresent() ? 3 : 2);
        assertThat(audit.path("totals").path("coming").asInt())
                .as("foretold by %s", audit)
                .isEqualTo(result.getAdded());
        assertThat(audit.path("findings").toString().contains("r\u00e9fused@example.org"))
                .isEqualTo(result.getFailed() > 0);
        assertThat(realm.user("synced-first")).isPresent();
        assertThat(realm.app()
                        .directGrant("synced-last", "synced-last's legacy password")
                        .status())
                .isEqualTo(200);
        assertThat(MigrationApi.of(realm).get("sync").body().path("state").asText())
                .isEqualTo("completed");
        isMailed();
    }

    private void isMailed() {
        try (Mailbox mailbox = Mailbox.launch()) {
            realm.change(settings -> settings.setSmtpServer(mailbox.settings()));
            assertThat(MigrationApi.of(realm)
                            .mails("{\"perMinute\": 600, \"retryFailed\": true}")
                            .status())
                    .isEqualTo(202);

            JsonNode mails = await("finish/mails", now -> !now.has("perMinute"));

            assertThat(mails.has("problem")).as(mails.toString()).isFalse();
            assertThat(mails.path("failed").asInt()).isZero();
            assertThat(mails.path("left").asInt()).isZero();
        }
    }

    /** What is counted, and what is changed for many users at once. Leaves the migration as it was. */
    private void isFinishedAndReopened() {
        MigrationApi api = MigrationApi.of(realm);
        JsonNode before = api.get("finish").body();
        legacy.execute("DELETE FROM users");
        LegacyAccount bare = LegacyAccount.named("closed-bare").withStoredPassword("unknown", "no hash at all");
        LegacyAccount hashed = LegacyAccount.named("closed-hashed");
        legacy.addUsers(List.of(bare, hashed));
        realm.admin().userStorage().syncUsers(realm.provider().getId(), "triggerFullSync");
        String baresId = realm.user("closed-bare").orElseThrow().getId();
        String hashedsId = realm.user("closed-hashed").orElseThrow().getId();

        JsonNode forecast = api.finish("{\"stragglers\": \"create\"}").body();

        assertThat(more(before, forecast, "linked")).isEqualTo(1);
        assertThat(forecast.path("linked").path("sample").get(0).path("userId").asText())
                .isEqualTo(baresId);
        assertThat(more(before, forecast, "hashes")).isEqualTo(1);
        assertThat(forecast.path("recentLogins").path("total").asInt()).isPositive();
        assertThat(requiredActions(baresId)).isEmpty();

        MigrationApi.Answer finished = api.finish("{\"dryRun\": false, \"stragglers\": \"create\"}");

        assertThat(finished.status()).as(finished.response().body()).isEqualTo(200);
        assertThat(finished.body().path("stragglers")).isEqualTo(forecast.path("stragglers"));
        assertThat(finished.body().path("stragglers").path("toUpdatePassword"))
                .isEqualTo(forecast.path("linked").path("total"));
        assertThat(requiredActions(baresId)).containsExactly("UPDATE_PASSWORD");
        assertThat(requiredActions(hashedsId)).isEmpty();

        assertThat(api.reopen().status()).isEqualTo(204);

        assertThat(requiredActions(baresId)).isEmpty();
        JsonNode after = api.finish("{\"stragglers\": \"create\"}").body();
        assertThat(after.path("finished").asBoolean(true)).isFalse();
        assertThat(after.path("stragglers"))
                .as("nobody has kept the required action")
                .isEqualTo(forecast.path("stragglers"));
    }

    private static int more(JsonNode before, JsonNode after, String users) {
        return after.path(users).path("total").asInt()
                - before.path(users).path("total").asInt();
    }

    private List<String> requiredActions(String userId) {
        return realm.admin().users().get(userId).toRepresentation().getRequiredActions();
    }

    private JsonNode audited() {
        assertThat(MigrationApi.of(realm).post("audit", "{}").status()).isEqualTo(202);
        JsonNode audit = await("audit", now -> !now.path("state").asText().equals("running"));
        assertThat(audit.path("state").asText()).as(audit.toString()).isEqualTo("completed");
        return audit;
    }

    private JsonNode await(String what, Predicate<JsonNode> state) {
        MigrationApi api = MigrationApi.of(realm);
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode now = api.get(what).body();
        while (!state.test(now)) {
            assertThat(Instant.now()).as("still %s", now).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = api.get(what).body();
        }
        return now;
    }

    private void refuseAtOnce(LegacyAccount account) {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Integer> status : threads.invokeAll(IntStream.range(0, ATTEMPTS)
                    .<Callable<Integer>>mapToObj(i -> () -> realm.app()
                            .directGrant(account.username(), account.password())
                            .status())
                    .toList())) {
                assertThat(status.get()).isEqualTo(409);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while logging in", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A login failed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
