package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCheckTest {

    private final ScriptCheck check = new ScriptCheck(DirectorySettings.of("legacy", "", "")
            .withEnv(Map.of("A", "from the vault"), Set.of("from the vault"))
            .withHostModules(List.of(new FakeHost())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "async function login(query, password, context) { return null; }",
                "function anyName(a, b) {}",
                "(q, p) => null",
                "async (q) => null // a comment at the end",
                "(async function () {})",
                "(async function () {});",
                "async function login() {};",
                "// first\n\n/* second */ async function login() {}\n// last\n",
                "const x = require('fake'); function helper() {} async function login() {} function other() {}",
                "const login = async (q) => null;",
                "'use strict'; function login() {}",
                "function login() { let profile = profile = { a: 1 }; }",
                "\uFEFFfunction login() {}",
                "function login() {\r\n}\r\n"
            })
    void acceptsWhateverIsAFunction(String source) {
        assertThatCode(() -> check.check(ScriptSlot.LOGIN, source)).doesNotThrowAnyException();
    }

    @Test
    void findsTheFunctionOfTheSlotAmongOthers() {
        Scripts scripts = Scripts.with();
        String source = "const n = 3; function helper() { return { id: n }; }"
                + " function getUser() { return { id: 'get' }; }"
                + " const login = function () { return helper(); }; function last() { return { id: 'last' }; }";
        assertThat(scripts.login(source)).extracting("user.id").isEqualTo("3");
        assertThat(scripts.find(source)).extracting("user.id").isEqualTo("get");
        assertThat(scripts.login(source.replace("login", "other")))
                .extracting("user.id")
                .isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module.exports = async function (query) { return { id: 'exported' }; };",
                "exports.login = async (query) => ({ id: 'exported' });",
                "const helper = () => 'exported'; module.exports = (query) => ({ id: helper() });",
                "const login = () => ({ id: 'exported' }); const last = () => null; module.exports = { login, last };"
            })
    void findsTheFunctionThatAModuleExports(String source) {
        assertThat(Scripts.with().login(source)).extracting("user.id").isEqualTo("exported");
    }

    @Test
    void saysWhereTheSyntaxIsWrong() {
        ScriptException problem = refused("async function login(query) {\n  const a = 1;\n  return a b;\n}");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.column()).isBetween(11, 13);
        assertThat(problem.describe()).startsWith("line 3, column 1").contains(problem.getMessage());
    }

    @Test
    void countsColumnsOfTheFirstLineInTheSource() {
        assertThat(refused("(a, b) => { return 1 1 }").column()).isBetween(21, 23);
    }

    @Test
    void saysWhereAProgramOfSeveralStatementsIsWrong() {
        assertThat(refused("const x = 1;\nfunction login() {\n  return {;\n}").line())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "({ login() {} })", "'text'", "null", "const a = 1;"})
    void refusesWhatIsNotAFunction(String source) {
        assertThat(refused(source)).hasMessageStartingWith("the login script is not a function: it is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "// nothing"})
    void refusesNothing(String source) {
        assertThat(refused(source)).message().isNotBlank();
    }

    @Test
    void saysWhatCannotBeTranslated() {
        assertThat(refused("function login() {\n  return import('x');\n}").line())
                .isEqualTo(2);
        assertThat(refused("function login() {\n  return { f() { return super.f(); } };\n}")
                        .line())
                .isEqualTo(2);
    }

    @Test
    void runsWhatStandsOutsideTheFunction() {
        assertThat(refused("const fs = require('fs'); function login() {}"))
                .hasMessageStartingWith("Cannot find module 'fs'");
        assertThat(refused("nothing(); function login() {}")).hasMessageContaining("nothing");
        assertThat(refused("while (true) {} function login() {}")).hasMessageContaining("does not end");
    }

    @Test
    void saysNoSecret() {
        assertThat(refused("throw new Error(`A is ${env.A}`); function login() {}"))
                .hasMessageStartingWith("A is ***");
        assertThat(refused("require(env.A); function login() {}")).hasMessageStartingWith("Cannot find module '***'");
    }

    private ScriptException refused(String source) {
        return catchThrowableOfType(ScriptException.class, () -> check.check(ScriptSlot.LOGIN, source));
    }
}
