package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.migration.notice.NoticeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

class MigrationConfigTest {

    private static ComponentModel component(Map<String, String> config) {
        ComponentModel component = new ComponentModel();
        config.forEach(component::put);
        return component;
    }

    private static MigrationConfig read(Map<String, String> config) throws InvalidConfigException {
        return MigrationConfig.from(
                component(config),
                reference -> reference.equals("${vault.legacy}") ? "from the vault" : null,
                ServerOptions.DEFAULT);
    }

    private static InvalidConfigException refused(Map<String, String> config) {
        return catchThrowableOfType(InvalidConfigException.class, () -> read(config));
    }

    @Test
    void anEmptyConfigurationHasAllDefaults() throws InvalidConfigException {
        MigrationConfig config = read(Map.of());

        assertThat(config.dialect()).isEqualTo(MigrationConfig.Dialect.AUTHING);
        assertThat(config.loginScript()).isEqualTo(DefaultScript.LOGIN.source());
        assertThat(config.getUserScript()).isEqualTo(DefaultScript.GET_USER.source());
        assertThat(config.lookupTimeout()).isEqualTo(Duration.ofMillis(2000));
        assertThat(config.loginTimeout()).isEqualTo(Duration.ofMillis(5000));
        assertThat(config.unknownNames()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.listUsersScript()).isEmpty();
        assertThat(config.listUsersTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.syncPageSize()).isEqualTo(200);
        assertThat(config.onMigratedScript()).isEmpty();
        assertThat(config.importSettings().notices()).isEqualTo(NoticeSettings.NONE);
        assertThat(config.env()).isEmpty();
    }

    @Test
    void theScriptThatListsUsersHasSettingsOfItsOwnAndAHashLikeTheOthers() throws InvalidConfigException {
        MigrationConfig config = read(Map.of(
                "listUsersScript", "async (query) => []",
                "listUsersTimeoutMs", "120000",
                "syncPageSize", "5000"));

        assertThat(config.listUsersScript()).isEqualTo("async (query) => []");
        assertThat(config.listUsersTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.syncPageSize()).isEqualTo(5000);
        assertThat(config.scriptHashes()).containsOnlyKeys("loginScript", "getUserScript", "listUsersScript");
        assertThat(config).isNotEqualTo(read(Map.of("listUsersScript", "async (query) => []")));
        assertThat(read(Map.of()).scriptHashes()).containsOnlyKeys("loginScript", "getUserScript");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5001", "-1", "all"})
    void aPageSizeOutOfRangeIsRefused(String size) {
        assertThat(refused(Map.of("syncPageSize", size)).describe())
                .isEqualTo("syncPageSize has to be a whole number from 1 to 5000.");
    }

    @Test
    void aScriptThatIsToldOfMigrationsMakesThemWanted() throws InvalidConfigException {
        MigrationConfig config = read(Map.of(
                "onMigratedScript", "async (user) => {}",
                "onMigratedTimeoutMs", "700",
                "onMigratedAttempts", " 3 "));

        assertThat(config.onMigratedScript()).isEqualTo("async (user) => {}");
        assertThat(config.importSettings().notices()).isEqualTo(new NoticeSettings(true, 3, Duration.ofMillis(700)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "51", "-1", "many", "2.5", "99999999999"})
    void aNumberOfAttemptsOutOfRangeIsRefused(String attempts) {
        assertThat(refused(Map.of("onMigratedAttempts", attempts)).describe())
                .isEqualTo("onMigratedAttempts has to be a whole number from 1 to 50.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "' 1 ', 1", "3600, 3600"})
    void unknownNamesLiveAsLongAsIsConfigured(String configured, long seconds) throws InvalidConfigException {
        assertThat(read(Map.of("unknownNamesSeconds", configured)).unknownNames())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3601", "-1", "half a minute", "1.5", "99999999999"})
    void aLifeOfUnknownNamesOutOfRangeIsRefused(String configured) {
        assertThat(refused(Map.of("unknownNamesSeconds", configured)).describe())
                .isEqualTo("unknownNamesSeconds has to be a whole number from 0 to 3600.");
    }

    @Test
    void scriptsSeeTheDatabaseAndTheFurtherValuesInTheirEnvironment() throws InvalidConfigException {
        MigrationConfig config = read(Map.of(
                "connectionUri", "postgres://reader:secret@db:5432/users",
                "dbHost", "db",
                "dbPort", "5432",
                "dbUsername", "reader",
                "dbPassword", "secret",
                "dbDatabase", "users",
                "env", "[{\"key\":\"REGION\",\"value\":\"eu\"},{\"key\":\"API_KEY\",\"value\":\"${vault.legacy}\"}]"));

        assertThat(config.env())
                .isEqualTo(Map.of(
                        "DB_CONNECTION_URI", "postgres://reader:secret@db:5432/users",
                        "DB_HOST", "db",
                        "DB_PORT", "5432",
                        "DB_USERNAME", "reader",
                        "DB_PASSWORD", "secret",
                        "DB_DATABASE", "users",
                        "REGION", "eu",
                        "API_KEY", "from the vault"));
    }

    @Test
    void everySecretIsKnownAsOneInAllItsSpellings() throws InvalidConfigException {
        MigrationConfig config = read(Map.of(
                "connectionUri", "postgres://reader:p%40ss@db/users",
                "dbPassword", "other",
                "env", "[{\"key\":\"REGION\",\"value\":\"eu\"},{\"key\":\"API_KEY\",\"value\":\"${vault.legacy}\"}]"));

        assertThat(config.secrets())
                .contains("postgres://reader:p%40ss@db/users", "p%40ss", "p@ss", "other", "from the vault")
                .doesNotContain("eu");
    }

    @Test
    void aConfigurationNeverShowsItsValuesAsText() throws InvalidConfigException {
        assertThat(read(Map.of("connectionUri", "postgres://reader:secret@db/users")))
                .asString()
                .contains("DB_CONNECTION_URI")
                .doesNotContain("secret", "reader");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://reader:secret@db:5432/users",
                "postgresql://reader@db/users?sslmode=require",
                "postgres://reader:we/ird@p:ss@db/users",
                "mongodb://a:1,b:2/users?replicaSet=rs",
                "mysql://root:@localhost/users",
                "${vault.uri}"
            })
    void aConnectionUriOfAnyDatabaseIsAccepted(String uri) throws InvalidConfigException {
        String resolved = uri.startsWith("$") ? "postgres://db/users" : uri;

        MigrationConfig config =
                MigrationConfig.from(component(Map.of("connectionUri", uri)), value -> resolved, ServerOptions.DEFAULT);

        assertThat(config.env()).containsEntry("DB_CONNECTION_URI", resolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-host", "postgres:/db", "postgres://", "db:5432/users", "://db"})
    void aConnectionUriThatNoDriverCouldUseIsRefusedWithoutBeingRepeated(String uri) {
        InvalidConfigException refused = refused(Map.of("connectionUri", uri));

        assertThat(refused.messageKey()).isEqualTo("lazyMigrationConnectionUriInvalid");
        assertThat(refused.parameters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lookupTimeoutMs, 99, 2800",
        "lookupTimeoutMs, 2801, 2800",
        "lookupTimeoutMs, -5, 2800",
        "lookupTimeoutMs, two seconds, 2800",
        "lookupTimeoutMs, 99999999999999, 2800",
        "loginTimeoutMs, 30001, 30000",
        "listUsersTimeoutMs, 120001, 120000",
        "onMigratedTimeoutMs, 30001, 30000"
    })
    void aTimeLimitOutOfRangeIsRefusedWithTheRange(String key, String value, String maximum) {
        InvalidConfigException refused = refused(Map.of(key, value));

        assertThat(refused.messageKey()).isEqualTo("lazyMigrationTimeoutInvalid");
        assertThat(refused.parameters()).isEqualTo(List.of(key, "100", maximum));
    }

    @Test
    void anEnvironmentThatIsNotAListOfKeysAndValuesIsRefused() {
        assertThat(refused(Map.of("env", "REGION=eu")).messageKey()).isEqualTo("lazyMigrationEnvInvalid");
    }

    @Test
    void aVaultReferenceWithoutAnEntryIsRefused() {
        assertThat(refused(Map.of("connectionUri", "${vault.missing}")).messageKey())
                .isEqualTo("lazyMigrationVaultEntryMissing");
        assertThat(refused(Map.of("dbPassword", "${vault.missing}")).parameters())
                .containsExactly("DB_PASSWORD");
    }

    @Test
    void theMaskOfAnExportedSecretIsRefused() {
        assertThat(refused(Map.of("connectionUri", "**********")).messageKey()).isEqualTo("lazyMigrationSecretMasked");
        assertThat(refused(Map.of("dbPassword", "**********")).parameters()).containsExactly("DB_PASSWORD");
    }

    @Test
    void theDialectIsOneOfThoseTheConsoleOffers() throws InvalidConfigException {
        assertThat(read(Map.of("dialect", "authing")).dialect()).isEqualTo(MigrationConfig.Dialect.AUTHING);
        assertThat(read(Map.of("dialect", "auth0", "loginScript", "() => {}", "getUserScript", "() => {}"))
                        .dialect())
                .isEqualTo(MigrationConfig.Dialect.AUTH0);
        assertThat(ConfigProperties.all())
                .filteredOn(property -> property.getName().equals("dialect"))
                .singleElement()
                .satisfies(dialect -> assertThat(dialect.getOptions()).containsExactly("authing", "auth0"))
                .extracting(ProviderConfigProperty::getDefaultValue)
                .isEqualTo("authing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loginScript", "getUserScript"})
    void theDefaultScriptsAreOfNoUseInTheDialectOfAuth0(String forgotten) {
        Map<String, String> config =
                new HashMap<>(Map.of("dialect", "auth0", "loginScript", "() => {}", "getUserScript", "() => {}"));

        config.remove(forgotten);
        assertThat(refused(config).messageKey()).isEqualTo("lazyMigrationScriptOfOtherDialect");

        DefaultScript fallback = forgotten.equals("loginScript") ? DefaultScript.LOGIN : DefaultScript.GET_USER;
        config.put(forgotten, fallback.source());
        assertThat(refused(config).parameters()).containsExactly(forgotten);
    }

    @Test
    void anUnknownDialectIsRefused() {
        assertThat(refused(Map.of("dialect", "cobol")).messageKey()).isEqualTo("lazyMigrationDialectInvalid");
    }

    @Test
    void theConsoleMasksWhateverHoldsAPassword() {
        assertThat(ConfigProperties.all())
                .filteredOn(ProviderConfigProperty::isSecret)
                .extracting(ProviderConfigProperty::getName)
                .containsExactlyInAnyOrder("connectionUri", "dbPassword");
    }
}
