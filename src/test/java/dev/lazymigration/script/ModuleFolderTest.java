package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleFolderTest {

    @TempDir
    private Path server;

    private Path folder;
    private Scripts scripts;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(server.resolve("scripts"));
        scripts = Scripts.with(new FakeHost()).modulesIn(folder);
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Nested
    class Finds {

        @Test
        void aFile() throws IOException {
            file("acme-hash.js", "module.exports = (text) => 'hash of ' + text;");

            assertThat(scripts.value("require('acme-hash')('x') + require('acme-hash@1.2.3')('y')"))
                    .isEqualTo("hash of xhash of y");
        }

        @Test
        void aPackageByItsDescription() throws IOException {
            file("acme/package.json", "{ \"name\": \"acme\", \"main\": \"./lib/main\" }");
            file("acme/lib/main.js", "exports.parts = require('./part').name + require('../data.json').list[1];");
            file("acme/lib/part.js", "exports.name = 'part';");
            file("acme/data.json", "{ \"list\": [\"a\", \"b \u2028'\\\"\"] }");

            assertThat(scripts.value("require('acme').parts")).isEqualTo("partb \u2028'\"");
            assertThat(scripts.value("require('acme/lib/part').name")).isEqualTo("part");
            assertThat(scripts.value("require('acme/data.json').list[0]")).isEqualTo("a");
        }

        @Test
        void aPackageByItsIndex() throws IOException {
            file("@acme/tools/index.js", "exports.up = require('..').name + require('.').own; exports.own = 1;");
            file("@acme/index.js", "exports.name = 'scope';");
            file("lib/sub/index.cjs", "module.exports = 'no';");
            file("lib/sub.js", "module.exports = 'file before folder';");

            assertThat(scripts.value("require('@acme/tools@2.0.0').up")).isEqualTo("scopeundefined");
            assertThat(scripts.value("require('lib/sub')")).isEqualTo("file before folder");
        }

        @Test
        void thePackagesOfAPackageNearestFirst() throws IOException {
            file(
                    "acme/index.js",
                    "module.exports = [require('uuid').mine, require('./deep/file'), require('shared')].join();");
            file("acme/node_modules/uuid/index.js", "exports.mine = 'own uuid';");
            file("acme/deep/file.js", "module.exports = require('inner') + require('lodash').VERSION;");
            file("acme/deep/node_modules/inner.js", "module.exports = 'inner ';");
            file("shared.js", "module.exports = 'shared';");

            assertThat(scripts.value("require('acme')")).isEqualTo("own uuid,inner 4.17.21,shared");
        }

        @Test
        void whatTheJarHasUnderItsNameOnlyThere() throws IOException {
            file("lodash.js", "module.exports = 'replaced';");
            file("fake.js", "module.exports = 'replaced';");
            file("uses.js", "module.exports = typeof require('fake') + typeof require('lodash');");

            assertThat(scripts.value("typeof require('lodash') + typeof require('fake') + require('uses')"))
                    .isEqualTo("functionobjectobjectfunction");
        }

        @Test
        void modulesThatRequireEachOther() throws IOException {
            file("one.js", "exports.name = 'one'; exports.other = require('./two').name;");
            file("two.js", "exports.name = 'two'; exports.seen = require('./one').name;");

            assertThat(scripts.value("require('one').other + require('two').seen"))
                    .isEqualTo("twoone");
        }

        @Test
        void aFileThatIsPutThereLater() throws IOException {
            assertThat(scripts.find("() => require('later')")).isInstanceOf(LookupOutcome.Broken.class);
            file("later.js", "module.exports = 'there';");

            assertThat(scripts.value("require('later')")).isEqualTo("there");
        }

        @Test
        void aFileAgainThatHasChanged() throws IOException {
            file("acme.js", "module.exports = 'old';");
            assertThat(scripts.value("require('acme')")).isEqualTo("old");

            file("acme.js", "module.exports = 'new';");
            Files.setLastModifiedTime(
                    folder.resolve("acme.js"), FileTime.from(Instant.now().plusSeconds(5)));
            assertThat(scripts.value("require('acme')")).isEqualTo("new");
        }

        @Test
        void todaysJavaScriptAndTheModulesOfTheServer() throws IOException {
            file(
                    "acme.js",
                    "\uFEFF#!/usr/bin/env node\n// ünïcode\nclass Acme { static async load(x) { return { ...x, b: await 2 }; } }\r\n"
                            + "module.exports = async (x) => require('querystring').stringify(await Acme.load(x));");

            assertThat(scripts.value("require('acme')({ a: 1 })")).isEqualTo("a=1&b=2");
        }
    }

    @Nested
    class NeverReads {

        @BeforeEach
        void putSomethingElsewhere() throws IOException {
            Files.writeString(server.resolve("secret.js"), "module.exports = 'secret';");
            file("inside.js", "module.exports = (name) => require(name);");
            Files.createSymbolicLink(folder.resolve("link.js"), server.resolve("secret.js"));
            Files.createSymbolicLink(folder.resolve("up"), server);
            Files.createSymbolicLink(folder.resolve("alias.js"), folder.resolve("inside.js"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "require('../secret')",
                    "require('./../secret.js')",
                    "require('link')",
                    "require('link.js')",
                    "require('up/secret')",
                    "require('inside/../../secret')",
                    "require('inside')('../secret')",
                    "require('inside')('./../secret')",
                    "require('inside')('./x/../../secret')",
                    "require('inside')('./up/secret')",
                    "require('inside')('up/secret')",
                    "require('inside')('./link')",
                    "require('inside')('../scripts/../secret')",
                    "require('inside')('/etc/passwd')",
                    "require('inside')('./\\0')",
                    "require('inside')('internal/answer')",
                    "require('inside')('..')",
                    "require('C:\\\\secret')"
                })
        void whatIsNotInTheFolder(String expression) {
            assertThat(scripts.find("() => ({ id: " + expression + " })"))
                    .asString()
                    .contains("Cannot find module")
                    .doesNotContain(server.toString());
        }

        @Test
        void butALinkWithinTheFolderIsFollowed() {
            assertThat(scripts.value("typeof require('alias')")).isEqualTo("function");
        }

        @Test
        void aFileThatIsTooLarge() throws IOException {
            file("large.js", "/*" + "x".repeat(2 * 1024 * 1024) + "*/");

            assertThat(scripts.find("() => require('large')"))
                    .isEqualTo(new LookupOutcome.Broken("modules/large.js is larger than 2097152 bytes"));
        }

        @Test
        void aFileThatIsNotText() throws IOException {
            Files.write(folder.resolve("binary.js"), new byte[] {(byte) 0xC3, (byte) 0x28});

            assertThat(scripts.find("() => require('binary')"))
                    .isEqualTo(new LookupOutcome.Broken("modules/binary.js is not text in UTF-8"));
        }
    }

    @Nested
    class TheSandbox {

        @Test
        void holdsForTheModulesToo() throws IOException {
            file(
                    "curious.js",
                    "module.exports = [typeof host, typeof java, typeof Packages,"
                            + " (() => { try { Object.prototype.leak = 1; } catch (e) { return 'sealed'; } })()].join();");

            assertThat(scripts.value("require('curious')")).isEqualTo("undefined,undefined,undefined,sealed");
        }

        @Test
        void givesEveryRunModulesOfItsOwn() throws IOException {
            file("counter.js", "let n = 0; module.exports = () => ++n;");
            String script = "() => { require('counter')(); return { id: require('counter')() }; }";
            try (ScriptedDirectory directory = scripts.directory("() => null", script)) {
                List<Object> ids = IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> directory.find(LegacyQuery.byId("7"), Scripts.CONTEXT))
                        .distinct()
                        .map(Object.class::cast)
                        .toList();

                assertThat(ids).hasSize(1).first().asString().contains("id=2");
            }
        }

        @Test
        void stopsAnEndlessModule() throws IOException {
            file("endless.js", "for (;;) {}");

            assertThat(scripts.within(Duration.ofMillis(300)).login("() => require('endless')"))
                    .isInstanceOf(LoginOutcome.Unavailable.class);
        }
    }

    @Nested
    class AnError {

        @Test
        void ofTheLanguageNamesFileAndLine() throws IOException {
            file("bad.js", "const a = 1;\nconst b = ;\n");

            assertThat(scripts.find("() => require('bad')"))
                    .asString()
                    .startsWith("Broken[reason=modules/bad.js, line 2, column 1");
        }

        @Test
        void ofADescriptionOrOfDataNamesTheFile() throws IOException {
            file("data.json", "{ not: json }");

            assertThat(scripts.find("() => require('data.json')")).asString().contains("modules/data.json");
        }

        @Test
        void thatIsThrownNamesFileAndLineAndTheLineOfTheScript() throws IOException {
            file(
                    "acme/index.js",
                    "\nmodule.exports = async (x) => {\n  await null;\n  throw new Error('no ' + x);\n};\n");
            file("early.js", "// one\n\nnull.x;");

            assertThat(scripts.login("async () => {\n  return require('acme')('luck');\n}"))
                    .isEqualTo(new LoginOutcome.Refused("no luck (modules/acme/index.js, line 4)"));
            assertThat(scripts.login("() => {\n  return require('early');\n}"))
                    .asString()
                    .startsWith("Broken[reason=TypeError: ")
                    .endsWith("(modules/early.js, line 3; line 2, column 10)]");
        }

        @Test
        void doesNotStay() throws IOException {
            file("acme.js", "oops(");
            assertThat(scripts.find("() => require('acme')")).isInstanceOf(LookupOutcome.Broken.class);

            file("acme.js", "module.exports = 'right';");
            assertThat(scripts.value("require('acme')")).isEqualTo("right");
        }
    }

    @Test
    void areKnownWhenAScriptIsSaved() throws IOException {
        file("acme.js", "module.exports = 1;");
        String script = "async function login() { require('acme'); }";
        DirectorySettings without = DirectorySettings.of("legacy", script, "");
        DirectorySettings with = without.withModuleFolder(ModuleFolder.at(folder));

        assertThat(catchThrowableOfType(
                        ScriptException.class, () -> new ScriptCheck(without).check(ScriptSlot.LOGIN, script)))
                .hasMessageStartingWith("Cannot find module 'acme'");
        assertThatCode(() -> new ScriptCheck(with).check(ScriptSlot.LOGIN, script))
                .doesNotThrowAnyException();
    }

    @Test
    void mustBeAFolder() throws IOException {
        Path file = Files.writeString(server.resolve("file"), "");

        assertThatIllegalArgumentException().isThrownBy(() -> ModuleFolder.at(file));
        assertThatIllegalArgumentException().isThrownBy(() -> ModuleFolder.at(server.resolve("none")));
    }
}
