package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of the language work, part by part, and what is said of those that do not. */
class LanguageFeaturesTest {

    private final Scripts scripts = Scripts.with();
    private final ScriptCheck check = new ScriptCheck(DirectorySettings.of("docs", "", ""));

    static Stream<Arguments> features() throws IOException {
        try (InputStream in = LanguageFeaturesTest.class.getResourceAsStream("language.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("(?ms)^# ([^\n]+)\n(.+?)\n=> (.*?)\n(?=\n|\\z)")
                    .matcher(text)
                    .results()
                    .map(feature -> Arguments.of(Named.of(feature.group(1), feature.group(2)), feature.group(3)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("features")
    void giveTheValueThatTheyHaveInNode(String function, String expected) {
        assertThat(scripts.value("String(await (" + function + ")())")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$jscomp.asyncExecutePromiseGeneratorProgram().catch((e) => e.name)",
                "$jscomp.asyncExecutePromiseGeneratorProgram(1).catch((e) => e.name)",
                "(async () => { await $jscomp.asyncExecutePromiseGeneratorProgram({}); })().catch((e) => e.name)"
            })
    void areNotBrokenByWhoeverCallsTheLibraryBehindThem(String call) {
        assertThat(scripts.value("await " + call)).isEqualTo("TypeError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    return import('x'); ==> 2:10 'import()' is not supported here: use require('…')
                    return { f() { return super.f(); } }; ==> 2:25 'super' in an object literal is not supported here
                    class A { set x(v) { super.x = v; } } ==> 2:30 'assigning to a super property' is not supported here
                    if (!new.target) { return null; } ==> 2:8 'new.target' is not supported here
                    return /a/d.exec('a'); ==> 2:10 the flag 'd' of regular expressions is not supported here
                    return /[a--b]/v.exec('a'); ==> 2:10 Parse error. Invalid RegExp flag 'v'
                    return /\\p{L}/iu.exec('a'); ==> 2:10 a regular expression with the flags 'u' and 'i' and \\p or \\u{…} is not supported here
                    class A { m() { return this.#x; } } ==> 2:31 Private field '#x' must be declared in an enclosing class
                    let a; let a; ==> 2:14 Block-scoped variable a declared more than once. First occurrence: line 2
                    """)
    void areRefusedByNameAndPlaceWhenTheyCannotWork(String statement, String expected) {
        ScriptException problem = refused("function login() {\n  " + statement + "\n}");
        assertThat(problem.line() + ":" + problem.column() + " " + problem.getMessage())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    import pg from 'pg'; function login() {} ==> a script can not import: write require('pg') instead
                    export const login = () => null; ==> 'export' is not supported here: use module.exports
                    """)
    void ofEcmaScriptModulesAreRefused(String source, String expected) {
        ScriptException problem = refused("\n" + source);
        assertThat(problem).hasMessage(expected);
        assertThat(problem.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(function anything() { return { id: 'it' }; }\n)",
                "(function () { return { id: 'it' }; })",
                "(async () => ({ id: 'it' }))",
                "async (query) => ({ id: 'it' });",
                "// a comment\n/* and another */ function login() { return { id: 'it' }; }",
                "\uFEFF(function () { return { id: 'it' }; });",
                "'use strict';\nmodule.exports = function () { return { id: 'it' }; };",
                "\"use strict\"; const login = async () => ({ id: 'it' });",
                "#!/usr/bin/env node\nfunction login() { return { id: 'it' }; }",
                "const id = () => 'it';\nasync function login() { return { id: id() }; }\n// the end",
                "let login; login = function () { return { id: 'it' }; }; module.exports = { login };",
                "class Users { #id = 'it'; get id() { return this.#id; } }\nconst login = () => ({ id: new Users().id });"
            })
    void mayStandInASourceOfAnyShape(String source) {
        assertThat(scripts.login(source)).extracting("user.id").isEqualTo("it");
    }

    @Test
    void keepTheFieldsOfPrivateMembersToThemselves() {
        assertThat(scripts.value("(() => { class A { #secret = 1; open = 2; } const a = new A();"
                        + " return JSON.stringify([a, Object.keys(a), { ...a }, a['#secret'] === undefined]); })()"))
                .isEqualTo("[{\"open\":2},[\"open\"],{\"open\":2},true]");
    }

    private ScriptException refused(String source) {
        return catchThrowableOfType(ScriptException.class, () -> check.check(ScriptSlot.LOGIN, source));
    }
}
