package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptCompilerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ScriptCompiler compiler = new ScriptCompiler();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            textBlock =
                    """
                    [ ==> ] ==> 50000
                    ( ==> ) ==> 50000
                    ( ==> ==> 100000
                    () => ==> 1 ==> 5000
                    { ==> } ==> 20000
                    `${ ==> }` ==> 3000
                    """)
    void refusesWhatIsNestedTooDeeply(String open, String close, int times) {
        String middle = "1".equals(close) ? "1" : "";
        String end = close == null || "1".equals(close) ? "" : close.repeat(times);
        assertThat(refused("() => " + open.repeat(times) + middle + end)).hasMessageContaining("too deep");
    }

    @Test
    void refusesAnExpressionThatIsTooLong() {
        assertThat(refused("(x) => x" + ".then(() => 1)".repeat(5000))).hasMessage("the script is nested too deeply");
        assertThat(refused("(x) => x" + "?.a".repeat(5000))).hasMessage("the script is nested too deeply");
    }

    @Test
    void refusesAFunctionThatIsTooLarge() {
        assertThat(refused("() => { let x = 0;" + "x = x + 1; if (x > 3) { x--; }\n".repeat(4000) + "return x; }"))
                .hasMessageStartingWith("the script or a function of it is too large");
    }

    @Test
    void refusesAScriptOfTooManyFunctions() {
        String helper = "async function helper%d({ rows }) { for (const row of rows) { await row?.next; } }\n";
        String helpers = IntStream.range(0, 1500).mapToObj(helper::formatted).collect(Collectors.joining());

        assertThat(refused(helpers + "async function login() {}"))
                .hasMessageStartingWith("the script or a function of it is too large");
    }

    @Test
    void refusesASourceThatIsTooLong() {
        assertThat(refused("() => '" + "x".repeat(262_144) + "'"))
                .hasMessage("the login script is longer than 262144 characters");
    }

    @Test
    void takesAScriptThatIsLong() throws ScriptException {
        String helpers = "function helper%d(rows) { return rows.filter((row) => row.id !== null); }\n";
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            source.append(helpers.formatted(i));
        }
        assertThat(compiler.compile(ScriptSlot.LOGIN, source + "async function login() {}", PATIENCE))
                .isNotNull();
    }

    private ScriptException refused(String source) {
        return catchThrowableOfType(ScriptException.class, () -> compiler.compile(ScriptSlot.LOGIN, source, PATIENCE));
    }
}
