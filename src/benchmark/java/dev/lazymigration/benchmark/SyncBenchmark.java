package dev.lazymigration.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.Postgres;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * How fast a sync is, and what heap it needs, beside Keycloak's own partial import of the same users into the same database.
 * Other numbers of users are {@code -Dsync.users=1000000} and {@code -Dimport.users=500}.
 */
public final class SyncBenchmark {

    private static final String DATABASE = "keycloak";
    private static final String PASSWORD = "keycloak-database-password";
    private static final String HEAP = System.getProperty("sync.heap", "512m");

    private static final String LIST =
            """
            async function listUsers(query) {
              const { Pool } = require('pg');

              const pool = new Pool({ connectionString: env.DB_CONNECTION_URI });
              const { rows } = await pool.query(
                'SELECT id, username, email, given_name, family_name, email_verified, locale, password AS "passwordHash"'
                  + ' FROM users WHERE id > $1 ORDER BY id LIMIT $2',
                [query.cursor || 0, query.limit]);
              return { list: rows, cursor: rows.length > 0 ? rows[rows.length - 1].id : undefined };
            }""";

    private final Postgres postgres;
    private final KeycloakServer server;

    private SyncBenchmark(Postgres postgres, KeycloakServer server) {
        this.postgres = postgres;
        this.server = server;
    }

    public static void main(String[] arguments) {
        try (Postgres postgres = Postgres.launch()) {
            postgres.createDatabase(DATABASE, PASSWORD);
            try (KeycloakServer server = KeycloakServer.named("sync")
                    .onPostgres(postgres.jdbcUrl(DATABASE), DATABASE, PASSWORD)
                    .buildOption("--metrics-enabled=true")
                    .javaOption("-Xmx" + HEAP)
                    .launch()) {
                SyncBenchmark benchmark = new SyncBenchmark(postgres, server);
                say("Heap of the server: " + HEAP);
                benchmark.sync("warm-up", 2_000);
                numbers("import.users", "1000,2000,5000").forEach(benchmark::partialImport);
                numbers("sync.users", "1000,2000,5000,10000,100000").forEach(users -> benchmark.sync("sync", users));
            }
        }
    }

    private static IntStream numbers(String property, String usual) {
        return Stream.of(System.getProperty(property, usual).split(",")).mapToInt(Integer::parseInt);
    }

    private void sync(String name, int users) {
        LegacyDatabase legacy = LegacyDatabase.on(postgres);
        LegacyAccount pattern = LegacyAccount.named("pattern");
        legacy.execute("INSERT INTO users (username, email, given_name, family_name, email_verified, locale, password)"
                + " SELECT 'user' || n, 'user' || n || '@example.org', 'Given' || n, 'Family', true, 'en', '"
                + pattern.columns().get("password") + "' FROM generate_series(1, " + users + ") n");
        TestRealm realm = TestRealm.named(name + "-" + users)
                .with(legacy)
                .config("listUsersScript", LIST)
                .create(server);
        long start = System.nanoTime();
        JsonNode sync = MigrationApi.of(realm).post("sync", "{}").body();
        double heap = 0;
        while (sync.path("state").asText().equals("running")) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            sync = MigrationApi.of(realm).get("sync").body();
            heap = Math.max(heap, usedHeap());
        }
        report(name, users, System.nanoTime() - start, heap);
        if (sync.path("added").asLong() != users) {
            throw new IllegalStateException("Not everybody is across: " + sync);
        }
    }

    private void partialImport(int users) {
        TestRealm realm = TestRealm.named("import-" + users).create(server);
        List<UserRepresentation> all = new ArrayList<>();
        for (int number = 1; number <= users; number++) {
            all.add(user(number));
        }
        PartialImportRepresentation request = new PartialImportRepresentation();
        request.setIfResourceExists(PartialImportRepresentation.Policy.FAIL.name());
        request.setUsers(all);
        long start = System.nanoTime();
        int status = realm.admin().partialImport(request).getStatus();
        report("partialImport, status " + status, users, System.nanoTime() - start, usedHeap());
    }

    private static UserRepresentation user(int number) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setCredentialData(
                "{\"algorithm\":\"lazy-migration-bcrypt\",\"hashIterations\":5,\"algorithmData\":{\"preparation\":[\"none\"]}}");
        password.setSecretData("{\"value\":\"$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6\"}");
        UserRepresentation user = new UserRepresentation();
        user.setUsername("user" + number);
        user.setEmail("user" + number + "@example.org");
        user.setEmailVerified(true);
        user.setFirstName("Given" + number);
        user.setLastName("Family");
        user.setEnabled(true);
        user.setAttributes(Map.of("locale", List.of("en")));
        user.setCredentials(List.of(password));
        return user;
    }

    /** In megabytes. */
    private double usedHeap() {
        return ServerMetrics.of(server).sum("jvm_memory_used_bytes", "area", "heap") / (1 << 20);
    }

    private static void report(String what, int users, long nanos, double heap) {
        double seconds = nanos / 1e9;
        say("%s: %,d users in %.1f s, %.0f a second; heap in use at most %.0f MB"
                .formatted(what, users, seconds, users / seconds, heap));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
