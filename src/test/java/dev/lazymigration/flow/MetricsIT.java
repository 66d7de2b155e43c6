package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.MigrationApi;
import dev.lazymigration.testkit.PlainHttp;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keycloak.representations.idm.ComponentRepresentation;

/** Keycloak's own metrics say what goes on. */
@LazyMigrationTest
class MetricsIT {

    private static final String COUNT = "lazy_migration_script_seconds_count";
    private static final String USERS = "lazy_migration_users_total";
    private static final String AVAILABLE = "lazy_migration_legacy_available";

    private static final List<String> ALL = List.of(
            COUNT,
            "lazy_migration_script_seconds_sum",
            "lazy_migration_script_seconds_max",
            "lazy_migration_script_seconds_bucket",
            USERS,
            AVAILABLE);

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;

    MetricsIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
    }

    private double runs(String script, String outcome) {
        return ServerMetrics.of(server)
                .sum(COUNT, "realm", realm.name(), "provider", "lazy-migration", "script", script, "outcome", outcome);
    }

    private double users(TestRealm of, String how) {
        return ServerMetrics.of(server).sum(USERS, "realm", of.name(), "provider", "lazy-migration", "how", how);
    }

    private static LegacyAccount signedIn(TestRealm realm, LegacyAccount account) {
        assertThat(realm.openLogin()
                        .signIn(account.username(), account.password())
                        .isSignedIn())
                .isTrue();
        return account;
    }

    private TestRealm another(String name, LegacyAccount account) {
        TestRealm another = TestRealm.named(name).with(legacy).create(server);
        legacy.addUser(account);
        signedIn(another, account);
        assertThat(ALL).allSatisfy(metric -> assertThat(
                        ServerMetrics.of(server).samples(metric, "realm", name, "provider", "lazy-migration"))
                .isNotEmpty());
        return another;
    }

    @Test
    void aFirstLoginIsALookUpAProofAndAUserWhoCameAcross() {
        LegacyAccount ada = LegacyAccount.named("ada-of-the-metrics");
        legacy.addUser(ada);
        double found = runs("getUser", "Found");
        double authenticated = runs("login", "Authenticated");
        double migrated = users(realm, "login");

        signedIn(realm, ada);

        assertThat(runs("getUser", "Found")).isEqualTo(found + 1);
        assertThat(runs("login", "Authenticated")).isEqualTo(authenticated + 1);
        assertThat(users(realm, "login")).isEqualTo(migrated + 1);
        assertThat(ServerMetrics.of(server).samples(USERS, "realm", realm.name()))
                .extracting(sample -> sample.labels().get("how"))
                .containsExactlyInAnyOrder("login", "link", "reset", "broker", "sync");
        assertThat(ServerMetrics.of(server).text()).doesNotContain("ada-of-the-metrics", ada.email());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreOutcomesOfTheirOwn() {
        LegacyAccount grace = LegacyAccount.named("grace");
        legacy.addUser(grace);
        double refused = runs("login", "Refused");
        double notFound = runs("getUser", "NotFound");

        realm.openLogin().signIn("grace", "a wrong password");
        realm.openLogin().signIn("nobody", "a password");

        assertThat(runs("login", "Refused")).isEqualTo(refused + 1);
        assertThat(runs("getUser", "NotFound")).isGreaterThan(notFound);
    }

    @Test
    @Timeout(240)
    void aLegacySystemThatIsDownIsInTheMetricsAndTheStatusAndKeycloakIsReadyNevertheless()
            throws IOException, InterruptedException {
        LegacyAccount alan = LegacyAccount.named("alan");
        legacy.addUser(alan);
        signedIn(realm, alan);
        double unavailable = runs("getUser", "Unavailable");
        assertThat(available()).isEqualTo(1);

        legacy.stop();
        try {
            signInUntilAvailableIs(0);

            JsonNode status = MigrationApi.of(realm).get("status").body().path("legacy");
            assertThat(status.path("available").asBoolean(true)).isFalse();
            assertThat(status.path("since").asLong())
                    .isEqualTo(status.path("lastOutage").asLong())
                    .isPositive();
            assertThat(runs("getUser", "Unavailable")).isGreaterThan(unavailable);
            HttpResponse<String> ready = PlainHttp.client()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.managementUrl() + "/health/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(ready.statusCode()).isEqualTo(200);
            signedIn(realm, alan);
        } finally {
            legacy.start();
        }

        signInUntilAvailableIs(1);

        JsonNode status = MigrationApi.of(realm).get("status").body().path("legacy");
        assertThat(status.path("available").asBoolean()).isTrue();
        assertThat(status.path("since").asLong())
                .isGreaterThan(status.path("lastOutage").asLong());
    }

    private double available() {
        return ServerMetrics.of(server).sum(AVAILABLE, "realm", realm.name(), "provider", "lazy-migration");
    }

    /** Somebody always comes; without him nobody would notice. */
    private void signInUntilAvailableIs(int wanted) throws InterruptedException {
        for (int i = 0; available() != wanted; i++) {
            realm.openLogin().signIn("nobody-" + wanted + "-" + i, "a password");
            Thread.sleep(100);
        }
    }

    @Test
    void aProviderThatIsSavedGoesOnCountingAndOneThatIsRenamedBeginsAnew() {
        TestRealm own = another("metrics-renamed", LegacyAccount.named("hedy"));

        own.configure("loginTimeoutMs", "4000");
        own.openLogin().signIn("nobody", "a password");
        assertThat(users(own, "login")).isEqualTo(1);

        ComponentRepresentation provider = own.provider();
        provider.setName("renamed");
        own.admin().components().component(provider.getId()).update(provider);
        own.openLogin().signIn("nobody-else", "a password");

        assertThat(ALL).allSatisfy(metric -> assertThat(ServerMetrics.of(server).samples(metric, "realm", own.name()))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.labels()).containsEntry("provider", "renamed")));
    }

    @Test
    void nothingIsLeftOfAProviderOrARealmThatIsDeletedOrOfAProviderThatIsSwitchedOff() {
        TestRealm provider = another("metrics-provider-gone", LegacyAccount.named("linus"));
        TestRealm whole = another("metrics-realm-gone", LegacyAccount.named("donald"));
        TestRealm off = another("metrics-switched-off", LegacyAccount.named("edsger"));

        provider.deleteProvider();
        whole.remove();
        off.disableProvider();

        for (TestRealm gone : List.of(provider, whole, off)) {
            assertThat(ALL)
                    .allSatisfy(metric -> assertThat(ServerMetrics.of(server).samples(metric, "realm", gone.name()))
                            .isEmpty());
        }
    }

    @Test
    void norIsOnANodeThatOnlyFindsTheProviderGone(KeycloakTables tables) {
        TestRealm own = another("metrics-gone-elsewhere", LegacyAccount.named("niklaus"));
        String id = own.provider().getId();
        tables.execute("DELETE FROM component_config WHERE component_id = '" + id + "'");
        tables.execute("DELETE FROM component WHERE id = '" + id + "'");
        own.admin().clearRealmCache();

        Instant end = Instant.now().plusSeconds(60);
        while (!ServerMetrics.of(server).samples(AVAILABLE, "realm", own.name()).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }

        assertThat(ALL).allSatisfy(metric -> assertThat(ServerMetrics.of(server).samples(metric, "realm", own.name()))
                .isEmpty());
    }
}
