package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LoginOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceStacksTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @Test
    void areThoseOfNodeWithThePlacesOfTheSource() {
        assertThat(
                        stackOf(
                                """
                        function login() {
                          const fail = (what) => {
                            const note = { ...{ what } };
                            throw new Error(`no ${note.what}`);
                          };
                          function outer() { return fail('luck'); }
                          try { outer(); } catch (e) { return { id: 1, stack: e.stack }; }
                        }"""))
                .isEqualTo(
                        """
                        Error: no luck
                            at fail (login.js:4:11)
                            at outer (login.js:6:29)
                            at login (login.js:7:9)""");
    }

    @Test
    void leaveTheTypesOfErrorsAsTheyAre() {
        assertThat(scripts.value("[new TypeError('t') instanceof Error, TypeError.prototype instanceof Error,"
                        + " new Error('e') instanceof Object, new TypeError('t') instanceof RangeError]"))
                .isEqualTo(List.of(true, true, true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    null.x; ==> TypeError: Cannot read property "x" from null
                    nothing; ==> ReferenceError: "nothing" is not defined.
                    throw new TypeError('m'); ==> TypeError: m
                    throw new ValidationError('c', 'm'); ==> ValidationError: m
                    class Own extends Error { } throw new Own('m'); ==> Error: m
                    class Own extends RangeError { constructor(m) { super(m); this.name = 'Own'; } } throw new Own('m'); ==> Own: m
                    throw Object.assign(Object.create(new Error('m')), {}); ==> Error: m
                    """)
    void beginWithTheErrorWhateverMadeIt(String statement, String firstLine) {
        assertThat(stackOf("function login() {\n  try {\n " + statement
                        + "\n  } catch (e) { return { id: 1, stack: e.stack }; }\n}"))
                .startsWith(firstLine + "\n    at login (login.js:3:");
    }

    @Test
    void haveTheStatementsColumnInAScriptOfOneLine() {
        assertThat(scripts.login("async()=>{const a=1;await null;if(a){throw new Error('one')}return null}"))
                .isEqualTo(new LoginOutcome.Refused("one (line 1, column 44)"));
        assertThat(scripts.login("async()=>{const a=null;await 1;const b=2;a.id=b;}"))
                .isEqualTo(new LoginOutcome.Broken(
                        "TypeError: Cannot set property \"id\" of null to \"2\" (line 1, column 42)"));
    }

    @Test
    void leadThroughModules() {
        assertThat(
                        stackOf(
                                """
                        function login() {
                          const events = new (require('events'))();
                          events.on('x', () => { throw new Error('in a listener'); });
                          try { events.emit('x'); } catch (e) { return { id: 1, stack: e.stack }; }
                        }"""))
                .startsWith("Error: in a listener\n    at login.js:3:32\n    at ")
                .contains("(npm/events/events.js:")
                .endsWith("\n    at login (login.js:4:9)");
    }

    @Test
    void areAsLongAsThoseOfNode() {
        assertThat(stackOf(
                                "function login() { const f = (n) => { if (n === 0) { throw new Error('deep'); } f(n - 1); };"
                                        + " try { f(50); } catch (e) { return { id: 1, stack: e.stack }; } }")
                        .lines())
                .hasSize(11);
    }

    @Test
    void tellTheAdministratorOfAClassOfErrorsOfTheScriptsOwn() {
        String script =
                "class Wrong extends Error {\n  constructor(m) { super(m); this.name = this.constructor.name; }\n}\n"
                        + "function login() {\n  throw new Wrong('no such user');\n}";
        assertThat(scripts.login(script)).isEqualTo(new LoginOutcome.Refused("Wrong: no such user (line 5, column 9)"));
    }

    @Test
    void areMadeWithoutTheScriptsHelp() {
        assertThat(scripts.login(
                        "function login() { const e = new Error('m'); Object.defineProperty(e, 'name', { get() { throw 5; } });"
                                + " let s; try { s = e.stack; } catch (x) { s = 'thrown ' + x; } return { id: s }; }"))
                .extracting("user.id")
                .isEqualTo("thrown 5");
    }

    private String stackOf(String script) {
        return (String) ((LoginOutcome.Authenticated) scripts.login(script))
                .user()
                .profile()
                .get("stack");
    }
}
