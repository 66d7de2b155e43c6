package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LoginOutcome.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecrecyTest {

    private final Scripts scripts = Scripts.with();

    @Test
    void thePasswordIsInNoReasonAndNoConsoleLine() {
        assertThat(scripts.login(
                        "(q, p) => { console.log('typed', p, encodeURIComponent(p)); throw new Error('not ' + p + '!'); }",
                        "pä ss/wörd"))
                .isEqualTo(new Refused("not ***! (line 1, column 67)"));
        assertThat(scripts.reports().get(0).console()).noneMatch(line -> line.contains("pä ss/wörd"));
    }

    @Test
    void norIsThePasswordInTheFormsThatScriptsGiveIt() {
        scripts.login(
                "(q, p) => { console.log(encodeURIComponent(p), { p }); console.log(new Map(), '' + p); return null; }",
                "p\"w \\ (ä)!");

        assertThat(scripts.reports().get(0).console()).containsExactly("log: *** {\"p\":\"***\"}", "log: {} ***");
    }

    @Test
    void neitherAreTheSecretsOfTheEnvironment() {
        scripts.env(Map.of("DB_PASSWORD", "s3cr3t/db", "DB_HOST", "db.example"), "s3cr3t/db", "");
        assertThat(scripts.login(
                        "() => { console.log(env); throw new Error(env.DB_PASSWORD + ' at ' + env.DB_HOST); }"))
                .isEqualTo(new Refused("*** at db.example (line 1, column 33)"));
        assertThat(scripts.reports().get(0).console().toString())
                .contains("db.example")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aReasonIsOneLineOfBoundedLength() {
        assertThat(scripts.login("() => { throw new Error('a\\nb\\r\\nc'); }"))
                .isEqualTo(new Refused("a b c (line 1, column 15)"));
        assertThat(scripts.login("() => { throw new Error('x'.repeat(10000)); }"))
                .extracting("reason")
                .asString()
                .hasSize(2_000);
    }

    @Test
    void aSecretWithinASecretIsGoneToo() {
        assertThat(new Redaction(List.of("abc", "abcdef")).line("abcdef abc")).isEqualTo("*** ***");
    }
}
