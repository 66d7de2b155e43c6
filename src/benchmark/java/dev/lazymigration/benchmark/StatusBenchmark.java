package dev.lazymigration.benchmark;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long the admin API takes with a long ledger: a million lines, nearly as many users of Keycloak, and as many failures as
 * there can be, in a real Keycloak on a real PostgreSQL. Prints the times, and then the plan of each statement. The number
 * of lines is {@code -Dstatus.lines}.
 */
public final class StatusBenchmark {

    private static final String DATABASE = "keycloak";
    private static final String PASSWORD = "keycloak-database-password";
    private static final int LINES = Integer.getInteger("status.lines", 1_000_000);
    private static final int FAILURES = 100_000;
    private static final int ROUNDS = 21;

    /** A node counts long ledgers every minute. */
    private static final Duration UNTIL_COUNTED = Duration.ofSeconds(90);

    /** At the server's heap, while a whole list is read. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Postgres postgres;
    private final TestRealm realm;

    private StatusBenchmark(Postgres postgres, TestRealm realm) {
        this.postgres = postgres;
        this.realm = realm;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Postgres postgres = Postgres.launch()) {
            postgres.createDatabase(DATABASE, PASSWORD);
            postgres.execute(
                    DATABASE,
                    "ALTER SYSTEM SET session_preload_libraries = 'auto_explain'",
                    "SELECT pg_reload_conf()");
            try (KeycloakServer server = KeycloakServer.named("status")
                    .onPostgres(postgres.jdbcUrl(DATABASE), DATABASE, PASSWORD)
                    .buildOption("--metrics-enabled=true")
                    .launch()) {
                TestRealm realm = TestRealm.named("status")
                        .getUserScript("async () => null")
                        .loginScript("async () => null")
                        .create(server);
                new StatusBenchmark(postgres, realm).run();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        measure("status");
        fill();
        say("");
        say(LINES + " lines, " + FAILURES + " failures; the median and the longest of " + ROUNDS + ":");
        Thread.sleep(UNTIL_COUNTED.toMillis());
        String userId = value("SELECT user_id FROM lazy_migration_record WHERE legacy_id = '500'");
        List<String> paths = List.of(
                "status",
                "records",
                "records?first=" + LINES / 2,
                "records?method=reset",
                "records?deleted=true",
                "records?deleted=false",
                "records?legacyId=500",
                "records?userId=" + userId,
                "records?username=user500",
                "failures",
                "failures?kind=refused",
                "failures?legacyId=500");
        paths.forEach(this::measure);
        say("");
        say("Whole lists, and the heap of the server in use meanwhile at most:");
        export("records");
        export("failures");
        say("");
        say("The plans:");
        postgres.execute(
                DATABASE,
                "ALTER SYSTEM SET auto_explain.log_min_duration = 0",
                "ALTER SYSTEM SET auto_explain.log_analyze = on",
                "ALTER SYSTEM SET auto_explain.log_buffers = on",
                "SELECT pg_reload_conf()");
        paths.forEach(this::explain);
    }

    /** Each 500th user is deleted; a tenth came by a new password. */
    private void fill() {
        String realmId = realm.admin().toRepresentation().getId();
        String provider = realm.provider().getId();
        long now = System.currentTimeMillis();
        postgres.execute(
                DATABASE,
                """
                INSERT INTO lazy_migration_record
                  (id, realm_id, provider_id, legacy_id, legacy_key, user_id, method, migrated_at, proved_at, deleted_at)
                SELECT gen_random_uuid(), '%s', '%s', i, encode(sha256(i::text::bytea), 'hex'), gen_random_uuid(),
                  CASE WHEN i %% 10 = 0 THEN 'RESET' ELSE 'LOGIN' END, %d - (random() * 60 * 86400000)::bigint,
                  CASE WHEN i %% 10 > 0 THEN %d - (random() * 60 * 86400000)::bigint END,
                  CASE WHEN i %% 500 = 250 THEN %d END
                FROM generate_series(1, %d) i"""
                        .formatted(realmId, provider, now, now, now, LINES),
                """
                INSERT INTO user_entity
                  (id, email, email_constraint, email_verified, enabled, first_name, last_name, realm_id, username,
                   created_timestamp, not_before)
                SELECT user_id, legacy_id || '@example.org', legacy_id || '@example.org', true, true, 'Ada', 'Lovelace',
                  realm_id, 'user' || legacy_id, migrated_at, 0
                FROM lazy_migration_record WHERE deleted_at IS NULL""",
                """
                INSERT INTO lazy_migration_failure
                  (id, realm_id, provider_id, failure_key, kind, code, legacy_id, legacy_key, username, reason, first_at,
                   last_at, occurrences)
                SELECT gen_random_uuid(), '%s', '%s', encode(sha256(i::text::bytea), 'hex'),
                  CASE WHEN i %% 10 = 0 THEN 'REFUSED' ELSE 'NOT_APPLIED' END, 'email-taken', i,
                  encode(sha256(i::text::bytea), 'hex'), 'user' || i, repeat('a reason ', 10),
                  %d - (random() * 60 * 86400000)::bigint, %d - (random() * 60 * 86400000)::bigint, 1
                FROM generate_series(1, %d) i"""
                        .formatted(realmId, provider, now, now, FAILURES),
                "VACUUM ANALYZE");
    }

    private void measure(String path) {
        MigrationApi api = MigrationApi.of(realm);
        long[] millis = IntStream.range(0, ROUNDS)
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    int status = api.get(path).status();
                    if (status != 200) {
                        throw new IllegalStateException(path + " answers " + status);
                    }
                    return Duration.ofNanos(System.nanoTime() - start).toMillis();
                })
                .sorted()
                .toArray();
        say("%6d ms %6d ms  %s".formatted(millis[ROUNDS / 2], millis[ROUNDS - 1], path));
    }

    private void export(String path) throws IOException {
        long start = System.nanoTime();
        long asked = start;
        double heap = usedHeap();
        long bytes = 0;
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream table = MigrationApi.of(realm).open(path, "text/csv").body()) {
            for (int read = table.read(buffer); read >= 0; read = table.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                if (System.nanoTime() - asked > BETWEEN_LOOKS.toNanos()) {
                    heap = Math.max(heap, usedHeap());
                    asked = System.nanoTime();
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say("%6.1f s, %d lines, %.0f MB, heap %.0f MB  %s".formatted(seconds, lines, bytes / 1e6, heap, path));
    }

    /** In megabytes. */
    private double usedHeap() {
        return ServerMetrics.of(realm.server()).sum("jvm_memory_used_bytes", "area", "heap") / (1 << 20);
    }

    private void explain(String path) {
        try {
            MigrationApi.of(realm).get(path);
            int begin = Files.readString(postgres.log()).length();
            MigrationApi.of(realm).get(path);
            say("");
            say("=== " + path);
            String[] entries = Files.readString(postgres.log()).substring(begin).split("(?m)^(?=\\[)");
            Arrays.stream(entries)
                    .filter(entry -> entry.contains("Query Text") && entry.contains("lazy_migration_"))
                    .forEach(StatusBenchmark::say);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + postgres.log(), e);
        }
    }

    private String value(String sql) {
        return new KeycloakTables(postgres, DATABASE).query(sql).get(0).get(0);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
