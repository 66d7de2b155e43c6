package dev.lazymigration.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

/** Scripts that are files on the server, and who may name them. */
class ScriptFilesTest {

    @TempDir
    private Path server;

    private Path folder;

    @BeforeEach
    void aFolderWithAScript() throws IOException {
        folder = Files.createDirectory(server.resolve("scripts"));
        Files.writeString(folder.resolve("login.js"), "async function login() {} // ✓");
    }

    private ServerOptions options(boolean consoleScripts) {
        return ServerOptions.read(OptionScope.options(
                Map.of("scripts-folder", folder.toString(), "console-scripts", String.valueOf(consoleScripts))));
    }

    private static MigrationConfig read(ServerOptions options, String loginScript) throws InvalidConfigException {
        ComponentModel component = new ComponentModel();
        component.put("loginScript", loginScript);
        return MigrationConfig.from(component, value -> null, options);
    }

    private static InvalidConfigException refused(ServerOptions options, String loginScript) {
        return catchThrowableOfType(InvalidConfigException.class, () -> read(options, loginScript));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSettingThatNamesAFileMeansTheScriptInIt(boolean consoleScripts) throws InvalidConfigException {
        assertThat(read(options(consoleScripts), "file:login.js").loginScript())
                .isEqualTo("async function login() {} // ✓");
        assertThat(read(options(consoleScripts), "  file: login.js\r\n").loginScript())
                .isEqualTo("async function login() {} // ✓");
    }

    @ParameterizedTest
    @ValueSource(strings = {"listUsersScript", "onMigratedScript"})
    void theOptionalScriptsMayBeFilesTooAndHaveToBeWhereTheTextOfAScriptIsNotTaken(String key)
            throws InvalidConfigException {
        ComponentModel component = new ComponentModel();
        component.put(key, "file:login.js");
        MigrationConfig config = MigrationConfig.from(component, value -> null, options(false));
        assertThat(key.equals("listUsersScript") ? config.listUsersScript() : config.onMigratedScript())
                .isEqualTo("async function login() {} // ✓");

        component.put(key, "async (argument) => {}");
        assertThat(catchThrowableOfType(
                                InvalidConfigException.class,
                                () -> MigrationConfig.from(component, value -> null, options(false)))
                        .messageKey())
                .isEqualTo("lazyMigrationScriptsFromFilesOnly");
    }

    @Test
    void aScriptThatMerelyMentionsAFileIsAScript() throws InvalidConfigException {
        String script = "async function login() {}\n// file:login.js";

        assertThat(read(options(true), script).loginScript()).isEqualTo(script);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:../secret.js",
                "file:/etc/passwd",
                "file:sub/login.js",
                "file:..\\secret.js",
                "file:C:\\secret.js",
                "file:///login.js",
                "file:login.js\0.txt",
                "file:.js",
                "file:.hidden.js",
                "file:passwd",
                "file:login.JS",
                "file:%2e%2e%2fsecret.js",
                "file:",
                "file:."
            })
    void nothingButTheNameOfAScriptInTheFolderIsAccepted(String setting) throws IOException {
        Files.writeString(server.resolve("secret.js"), "outside");

        assertThat(refused(options(true), setting).messageKey()).isEqualTo("lazyMigrationScriptFileName");
    }

    @Test
    void aFileThatIsNotThereIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("folder.js"));

        assertThat(refused(options(true), "file:missing.js").describe())
                .isEqualTo("loginScript: missing.js is no file in the server's scripts folder that can be read.");
        assertThat(refused(options(true), "file:folder.js").messageKey()).isEqualTo("lazyMigrationScriptFileMissing");
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsRefusedAndOneWithinItIsFollowed() throws Exception {
        Path outside = Files.writeString(server.resolve("secret.js"), "outside");
        Files.createSymbolicLink(folder.resolve("out.js"), outside);
        Files.createSymbolicLink(folder.resolve("sibling.js"), Path.of("../scripts-of-others/x.js"));
        Files.createDirectory(server.resolve("scripts-of-others"));
        Files.writeString(server.resolve("scripts-of-others/x.js"), "outside too");
        // As Kubernetes mounts a ConfigMap.
        Files.createDirectory(folder.resolve("..2026_11_24"));
        Files.writeString(folder.resolve("..2026_11_24/mounted.js"), "async () => null");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_24"));
        Files.createSymbolicLink(folder.resolve("mounted.js"), Path.of("..data/mounted.js"));

        assertThat(refused(options(true), "file:out.js").messageKey()).isEqualTo("lazyMigrationScriptFileOutside");
        assertThat(refused(options(true), "file:sibling.js").messageKey()).isEqualTo("lazyMigrationScriptFileOutside");
        assertThat(read(options(true), "file:mounted.js").loginScript()).isEqualTo("async () => null");
    }

    @Test
    void theFolderItselfMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(server.resolve("link"), folder);
        ServerOptions options = ServerOptions.read(OptionScope.options(Map.of("scripts-folder", link.toString())));

        assertThat(read(options, "file:login.js").loginScript()).startsWith("async function login");
    }

    @Test
    void whatIsNoTextOrTooMuchOfItIsRefused() throws IOException {
        Files.write(folder.resolve("binary.js"), new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
        Files.writeString(folder.resolve("large.js"), " ".repeat((1 << 20) + 1));

        assertThat(refused(options(true), "file:binary.js").messageKey()).isEqualTo("lazyMigrationScriptFileNotText");
        assertThat(refused(options(true), "file:large.js").messageKey()).isEqualTo("lazyMigrationScriptFileNotText");
    }

    @Test
    void aFileThatHasChangedIsReadAgain() throws Exception {
        ServerOptions options = options(true);
        Path script = folder.resolve("login.js");
        FileTime written = Files.getLastModifiedTime(script);
        assertThat(read(options, "file:login.js")).isEqualTo(read(options, "file:login.js"));

        Files.writeString(script, "async () => 1");
        assertThat(read(options, "file:login.js").loginScript()).isEqualTo("async () => 1");

        Path next = Files.writeString(folder.resolve("login.js.new"), "async () => 2");
        Files.setLastModifiedTime(next, written);
        Files.move(next, script, StandardCopyOption.ATOMIC_MOVE);
        assertThat(read(options, "file:login.js").loginScript()).isEqualTo("async () => 2");

        Files.delete(script);
        assertThat(refused(options, "file:login.js").messageKey()).isEqualTo("lazyMigrationScriptFileMissing");
    }

    @Test
    void withoutAFolderNoFileCanBeNamed() {
        assertThat(refused(ServerOptions.DEFAULT, "file:login.js").describe()).contains("scripts-folder");
    }

    @Nested
    class WithScriptsFromFilesOnly {

        @ParameterizedTest
        @ValueSource(strings = {"async function login() {}", "file:login.js\nasync function login() {}", "42"})
        void theTextOfAScriptIsRefused(String setting) {
            InvalidConfigException refused = refused(options(false), setting);

            assertThat(refused.messageKey()).isEqualTo("lazyMigrationScriptsFromFilesOnly");
            assertThat(refused.parameters()).isEqualTo(List.of("loginScript"));
            assertThat(refused.describe())
                    .startsWith("loginScript is the text of a script")
                    .contains("file:name.js");
        }

        @Test
        void theScriptsOfTheJarCanBeUsedHoweverTheyCameIntoTheSetting() throws InvalidConfigException {
            String script = DefaultScript.LOGIN.source();

            assertThat(read(options(false), "").loginScript()).isEqualTo(script);
            assertThat(read(options(false), script).loginScript()).isEqualTo(script);
            assertThat(read(options(false), script.replace("\n", "\r\n")).loginScript())
                    .isEqualTo(script);
        }
    }
}
