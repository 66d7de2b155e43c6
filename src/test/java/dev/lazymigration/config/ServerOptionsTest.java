package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.script.ModuleFolder;
import dev.lazymigration.script.RunLimits;
import dev.lazymigration.script.module.HostSettings;
import dev.lazymigration.script.module.HttpSource;
import dev.lazymigration.script.module.ReachableHosts;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class ServerOptionsTest {

    private static final HttpSource HTTP = HttpSource.plain();

    private static ServerOptions read(Map<String, String> options) {
        return ServerOptions.read(OptionScope.options(options));
    }

    private static InvalidServerOptionException refused(Map<String, String> options) {
        return catchThrowableOfType(InvalidServerOptionException.class, () -> read(options));
    }

    @Test
    void withoutAnyOptionTheDefaultsHold() {
        ServerOptions options = read(Map.of());

        assertThat(options).isEqualTo(ServerOptions.DEFAULT);
        assertThat(options.reachableHosts()).isEqualTo(ReachableHosts.DEFAULT);
        assertThat(options.consoleScripts()).isTrue();
        assertThat(options.runLimits()).isEqualTo(RunLimits.DEFAULT);
        assertThat(options.hostSettings(HTTP)).isEqualTo(HostSettings.DEFAULT.withHttp(HTTP));
    }

    @Test
    void whatTheOperatorSetsHolds(@TempDir Path folder) {
        ServerOptions options = read(Map.of(
                "reachable-hosts", "10.0.0.0/8, db.example.org",
                "console-scripts", "false",
                "modules-folder", folder.toString(),
                "allocated-bytes", "8388608",
                "profile-characters", "2048",
                "page-characters", "131072",
                "connections-per-database", "3",
                "databases", "2"));

        assertThat(options.reachableHosts()).isEqualTo(ReachableHosts.parse("10.0.0.0/8, db.example.org"));
        assertThat(options.consoleScripts()).isFalse();
        assertThat(options.moduleFolder()).isNotEqualTo(ModuleFolder.none());
        assertThat(options.effective()).containsEntry("modules-folder", "set");
        assertThat(options.runLimits().allocatedBytes()).isEqualTo(8388608);
        assertThat(options.runLimits().profileCharacters()).isEqualTo(2048);
        assertThat(options.runLimits().pageCharacters()).isEqualTo(131072);
        assertThat(options.hostSettings(HTTP).pools().connections()).isEqualTo(3);
        assertThat(options.hostSettings(HTTP).pools().targets()).isEqualTo(2);
        assertThat(options.hostSettings(HTTP).hosts()).isEqualTo(options.reachableHosts());
    }

    /** By how its name ends: PropertyMappers.isSpiBuildTimeProperty of Keycloak 26.7. */
    @Test
    void noOptionIsOneThatKeycloakTakesForAnOptionOfItsBuild() {
        assertThat(read(Map.of()).effective().keySet())
                .hasSizeGreaterThan(ServerLimit.values().length)
                .noneMatch(option ->
                        Stream.of("-provider", "-enabled", "-provider-default").anyMatch(option::endsWith));
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitHasASafeDefaultAndBounds(ServerLimit limit) {
        assertThat(limit.defaultValue()).isBetween(limit.minimum(), limit.maximum());
        assertThat(read(Map.of(limit.option(), String.valueOf(limit.minimum()))).limit(limit))
                .isEqualTo(limit.minimum());
        assertThat(read(Map.of(limit.option(), String.valueOf(limit.maximum()))).limit(limit))
                .isEqualTo(limit.maximum());
        Stream.of(
                        String.valueOf(limit.minimum() - 1),
                        String.valueOf(limit.maximum() + 1),
                        "-1",
                        "1e9",
                        "many",
                        "9".repeat(30))
                .forEach(text -> assertThat(refused(Map.of(limit.option(), text)))
                        .hasMessage("Lazy migration: the option spi-storage--lazy-migration--" + limit.option()
                                + " has to be a whole number from " + limit.minimum() + " to " + limit.maximum()
                                + ", not \"" + text + "\""));
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitsBoundsFitWhatTheyBound(ServerLimit limit) {
        for (long bound : new long[] {limit.minimum(), limit.maximum()}) {
            ServerOptions options = read(Map.of(limit.option(), String.valueOf(bound)));

            assertThat(options.runLimits()).isNotNull();
            assertThat(options.hostSettings(HTTP)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "FALSE", "0", "off"})
    void aSwitchIsTrueOrFalseAndNothingElse(String text) {
        assertThat(refused(Map.of("console-scripts", text)))
                .hasMessageEndingWith("console-scripts has to be true or false, not \"" + text + "\"");
    }

    @Test
    void aListOfHostsThatCannotBeReadIsRefused() {
        assertThat(refused(Map.of("reachable-hosts", "10.0.0.0/8, db example")))
                .hasMessageContaining("reachable-hosts cannot be read: \"db example\"");
        assertThat(refused(Map.of("reachable-hosts", "10.0.0.0/33"))).hasMessageContaining("reachable-hosts");
    }

    @Test
    void noneLetsScriptsReachNothing() {
        assertThat(read(Map.of("reachable-hosts", "none")).reachableHosts()).isEqualTo(ReachableHosts.parse(""));
        assertThat(read(Map.of("reachable-hosts", "none")).effective()).containsEntry("reachable-hosts", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reachable-hosts", "console-scripts", "scripts-folder", "databases"})
    void anOptionThatIsSetToNothingIsNoDefault(String option) {
        assertThat(refused(Map.of(option, ""))).hasMessageContaining(option + " has no value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kc.spi-storage--lazy-migration--reachable-host",
                "kc.spi-user-storage--lazy-migration--reachable-hosts",
                "kc.spi-storage-lazy-migration-reachable-host",
                "kc.spi-storage--lazy-migration--reachable--hosts",
                "kc.spi-storage--lazy-migration--"
            })
    void anOptionThatDoesNotExistIsRefusedWithThoseThatDo(String property) {
        InvalidServerOptionException refused = catchThrowableOfType(
                InvalidServerOptionException.class,
                () -> ServerOptions.read(OptionScope.of(Map.of(property, "10.0.0.0/8"))));

        assertThat(refused)
                .hasMessageContaining("there is no option " + property.substring(3) + ".")
                .hasMessageContaining("spi-storage--lazy-migration--reachable-hosts,");
    }

    @Test
    void theOptionsOfOtherProvidersAndKeycloaksOwnSwitchAreNotOurs() {
        assertThat(ServerOptions.read(OptionScope.of(Map.of(
                        "kc.spi-storage--ldap--secure-referral", "true",
                        "kc.spi-storage--lazy-migration--enabled", "true",
                        "kc.log-level", "dev.lazymigration:debug"))))
                .isEqualTo(ServerOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "scripts, has to be an absolute path",
        "/no/such/folder, names no folder that the server can read",
        "/etc/hostname, names no folder that the server can read"
    })
    void aFolderIsAnAbsolutePathToAFolder(String path, String problem) {
        assertThat(refused(Map.of("scripts-folder", path))).hasMessageContaining("scripts-folder " + problem);
        assertThat(refused(Map.of("modules-folder", path))).hasMessageContaining("modules-folder " + problem);
    }

    @Test
    void whatHoldsIsShownWithoutThePathsOfTheServer(@TempDir Path folder) {
        ServerOptions options = read(Map.of("scripts-folder", folder.toString(), "databases", "2"));

        assertThat(options.effective())
                .containsEntry("reachable-hosts", "*")
                .containsEntry("scripts-folder", "set")
                .containsEntry("modules-folder", "not set")
                .containsEntry("databases", "2")
                .doesNotContainValue(folder.toString());
    }

    @Test
    void aProvidersTimeLimitsStayBelowThoseOfTheOperator() throws InvalidConfigException {
        ServerOptions options = read(Map.of(
                "max-lookup-timeout-ms", "1500",
                "max-login-timeout-ms", "60000",
                "max-list-users-timeout-ms", "20000"));
        ComponentModel component = new ComponentModel();

        MigrationConfig byDefault = MigrationConfig.from(component, value -> null, options);
        assertThat(byDefault.lookupTimeout().toMillis()).isEqualTo(1500);
        assertThat(byDefault.loginTimeout().toMillis()).isEqualTo(5000);
        assertThat(byDefault.listUsersTimeout().toMillis()).isEqualTo(20000);

        component.put("loginTimeoutMs", "60000");
        assertThat(MigrationConfig.from(component, value -> null, options)
                        .loginTimeout()
                        .toMillis())
                .isEqualTo(60000);

        component.put("lookupTimeoutMs", "1501");
        InvalidConfigException refused = catchThrowableOfType(
                InvalidConfigException.class, () -> MigrationConfig.from(component, value -> null, options));
        assertThat(refused.describe())
                .isEqualTo("lookupTimeoutMs has to be a whole number of milliseconds from 100 to 1500.");
    }
}
