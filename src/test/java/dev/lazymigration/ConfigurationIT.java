package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.KeycloakTables;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.RealmConfig;
import dev.lazymigration.testkit.TestRealm;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;

/** A provider as the console makes one: over the admin API. */
@LazyMigrationTest(realm = RealmConfig.WithoutProvider.class)
class ConfigurationIT {

    private final KeycloakServer server;
    private final TestRealm realm;
    private final LegacyDatabase legacy;
    private final KeycloakTables tables;

    ConfigurationIT(KeycloakServer server, TestRealm realm, LegacyDatabase legacy, KeycloakTables tables) {
        this.server = server;
        this.realm = realm;
        this.legacy = legacy;
        this.tables = tables;
    }

    private static ComponentRepresentation provider(Map<String, String> config) {
        ComponentRepresentation provider = new ComponentRepresentation();
        provider.setName("legacy");
        provider.setProviderId("lazy-migration");
        provider.setProviderType("org.keycloak.storage.UserStorageProvider");
        provider.setConfig(new MultivaluedHashMap<>());
        config.forEach(provider.getConfig()::putSingle);
        return provider;
    }

    private String refusal(Map<String, String> config) {
        KeycloakTables.Snapshot before = tables.snapshot();
        try (Response answer = realm.admin().components().add(provider(config))) {
            assertThat(answer.getStatus()).isEqualTo(400);
            return answer.readEntity(Map.class).get("errorMessage").toString();
        } finally {
            tables.assertNothingWrittenSince(before);
        }
    }

    @Test
    void aProviderFromTheConsoleWorksAtOnceWithNothingButAConnectionUri() {
        TestRealm own = TestRealm.named("from-the-console").create(server);
        LegacyAccount ada = LegacyAccount.named("ada-console");
        legacy.addUser(ada);

        try (Response answer =
                own.admin().components().add(provider(Map.of("connectionUri", legacy.connectionUri())))) {
            assertThat(answer.getStatus()).isEqualTo(201);
        }

        assertThat(own.openLogin().signIn("ada-console", ada.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void aProviderFromARealmImportWorksStraightAfterIt() {
        LegacyAccount grace = LegacyAccount.named("grace-import");
        legacy.addUser(grace);

        TestRealm imported = TestRealm.named("from-an-import").with(legacy).create(server);

        assertThat(imported.openLogin().signIn("grace-import", grace.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void secretsAreMaskedInEveryAnswerAndKeptWhenTheMaskIsSentBack() {
        TestRealm own = TestRealm.named("masked").with(legacy).create(server);
        own.configure("dbPassword", "another secret");
        LegacyAccount mary = LegacyAccount.named("mary-masked");
        legacy.addUser(mary);

        assertThat(own.provider().getConfig().getFirst("connectionUri")).isEqualTo("**********");
        assertThat(own.provider().getConfig().getFirst("dbPassword")).isEqualTo("**********");
        assertThat(own.admin().partialExport(true, true).getComponents().toString())
                .doesNotContain(LegacyDatabase.READER_PASSWORD, "another secret");

        own.configure("loginTimeoutMs", "6000");
        assertThat(own.openLogin().signIn("mary-masked", mary.password()).isSignedIn())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT", "EVICT_DAILY", "MAX_LIFESPAN"})
    void theCacheIsOffWhateverWasSent(String sent) {
        TestRealm own = TestRealm.named("cache-" + sent.toLowerCase(java.util.Locale.ROOT))
                .with(legacy)
                .config("cachePolicy", sent)
                .create(server);

        assertThat(own.provider().getConfig().getFirst("cachePolicy")).isEqualTo("NO_CACHE");

        own.configure("cachePolicy", sent);
        assertThat(own.provider().getConfig().getFirst("cachePolicy")).isEqualTo("NO_CACHE");
    }

    @Test
    void aScriptThatDoesNotCompileIsRefusedWithItsLineAndColumn() {
        assertThat(refusal(Map.of("loginScript", "async function login(query, password) {\n  return {;\n}")))
                .startsWith("loginScript does not compile: line 2, column 11: ");
    }

    @Test
    void aScriptThatIsNoFunctionIsRefused() {
        assertThat(refusal(Map.of("getUserScript", "42")))
                .startsWith("getUserScript cannot be used: ")
                .contains("not a function");
    }

    @Test
    void aScriptThatNeedsAModuleThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThat(refusal(Map.of(
                        "loginScript",
                        "async function login(query, password) {\n  const db = require('no-such-module');\n}")))
                .startsWith("loginScript cannot be used: line 2: Cannot find module 'no-such-module'")
                .contains("mongodb", "pg");
    }

    @Test
    void theScriptThatListsUsersIsCheckedToo() {
        assertThat(refusal(Map.of("listUsersScript", "async (query) => {\n  return {;\n}")))
                .startsWith("listUsersScript does not compile: line 2, column 11: ");
        assertThat(refusal(Map.of("listUsersTimeoutMs", "120001")))
                .isEqualTo("listUsersTimeoutMs has to be a whole number of milliseconds from 100 to 120000.");
        assertThat(refusal(Map.of("syncPageSize", "0")))
                .isEqualTo("syncPageSize has to be a whole number from 1 to 5000.");
    }

    @Test
    void theScriptThatIsToldOfMigrationsIsCheckedToo() {
        assertThat(refusal(Map.of("onMigratedScript", "async (user) => {\n  return {;\n}")))
                .startsWith("onMigratedScript does not compile: line 2, column 11: ");
        assertThat(refusal(Map.of("onMigratedAttempts", "0")))
                .isEqualTo("onMigratedAttempts has to be a whole number from 1 to 50.");
    }

    @Test
    void aTimeLimitOutOfRangeIsRefused() {
        assertThat(refusal(Map.of("lookupTimeoutMs", "3000")))
                .isEqualTo("lookupTimeoutMs has to be a whole number of milliseconds from 100 to 2800.");
    }

    @Test
    void aConnectionUriThatCannotBeUsedIsRefusedAndNotRepeated() {
        assertThat(refusal(Map.of("connectionUri", "reader:secret@db")))
                .isEqualTo("The connection URI cannot be used. It has to look like "
                        + "postgres://user:password@host:5432/database");
    }

    @Test
    void aRefusedChangeLeavesTheProviderAsItWas() {
        TestRealm own = TestRealm.named("refused-change").with(legacy).create(server);
        LegacyAccount joan = LegacyAccount.named("joan-unchanged");
        legacy.addUser(joan);

        try {
            own.configure("loginScript", "this is no script");
        } catch (WebApplicationException refused) {
            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        }

        assertThat(own.openLogin().signIn("joan-unchanged", joan.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void aChangedConfigurationIsUsedFromTheNextLoginOn() {
        TestRealm own = TestRealm.named("changed").with(legacy).create(server);
        LegacyAccount first = LegacyAccount.named("first-changed");
        LegacyAccount second = LegacyAccount.named("second-changed");
        legacy.addUser(first);
        legacy.addUser(second);
        assertThat(own.openLogin().signIn("first-changed", first.password()).isSignedIn())
                .isTrue();

        own.configure("loginScript", "async function login() { throw new Error('Closed'); }");
        assertThat(own.openLogin().signIn("second-changed", second.password()).isSignedIn())
                .isFalse();

        own.configure("loginScript", "");
        assertThat(own.openLogin().signIn("second-changed", second.password()).isSignedIn())
                .isTrue();
    }

    @Test
    void theConnectionsToTheLegacyDatabaseAreClosedWhenTheConfigurationChangesAndWhenTheProviderGoes() {
        TestRealm own = TestRealm.named("connections").with(legacy).create(server);
        LegacyAccount first = LegacyAccount.named("first-connection");
        LegacyAccount second = LegacyAccount.named("second-connection");
        legacy.addUser(first);
        legacy.addUser(second);
        long before = connections();

        own.openLogin().signIn("first-connection", first.password());
        assertThat(connections()).as("kept for the next login").isGreaterThan(before);
        own.configure("loginTimeoutMs", "4000");
        awaitConnections(before);

        own.openLogin().signIn("second-connection", second.password());
        assertThat(connections()).isGreaterThan(before);
        own.deleteProvider();
        awaitConnections(before);
    }

    @Test
    void theConnectionsAreClosedAndTheLedgerForgetsWhenTheRealmGoes() {
        TestRealm own = TestRealm.named("short-lived").with(legacy).create(server);
        LegacyAccount account = LegacyAccount.named("short-lived-user");
        legacy.addUser(account);
        long before = connections();
        own.openLogin().signIn("short-lived-user", account.password());
        String realmId = own.admin().toRepresentation().getId();
        assertThat(ledgerLinesOf(realmId)).isEqualTo(1);

        own.remove();

        awaitConnections(before);
        assertThat(ledgerLinesOf(realmId)).isZero();
    }

    private long ledgerLinesOf(String realmId) {
        return tables.query("SELECT 1 FROM lazy_migration_record WHERE realm_id = '" + realmId + "'")
                .size();
    }

    /** A backend of PostgreSQL takes a moment to end after its client has left. */
    private void awaitConnections(long expected) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (connections() != expected && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(connections()).isEqualTo(expected);
    }

    private long connections() {
        return legacy.value("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + legacy.reader() + "'")
                .map(Long::parseLong)
                .orElseThrow();
    }
}
