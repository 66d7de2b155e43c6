package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LoginOutcome.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "us:", "use:", "ünü:", "https://"})
    void norIsItInBase64(String before) {
        String password = "pä\"s\\ß~~~???";
        scripts.env(Map.of("BEFORE", before));
        scripts.login(
                """
                (q, p) => {
                  const bytes = Buffer.from(env.BEFORE + p + ':x');
                  console.log('Basic ' + bytes.toString('base64') + ' done');
                  console.log({ url: 'https://h/' + bytes.toString('base64url') + '?a=b' });
                  console.log(Buffer.from(p, 'latin1').toString('base64'), Buffer.from(p, 'utf16le').toString('base64'));
                  console.log(Buffer.from(JSON.stringify({ p })).toString('base64'));
                  console.log(Buffer.from(encodeURIComponent(p)).toString('base64'));
                  throw new Error(bytes.toString('base64'));
                }
                """,
                password);

        assertThat(scripts.reports().get(0).console())
                .containsExactly(
                        "log: Basic *** done",
                        "log: {\"url\":\"https:***?a=b\"}",
                        "log: *** ***",
                        "log: ***",
                        "log: ***");
        assertThat(scripts.reports().get(0).reason()).startsWith("*** (line");
    }

    @Test
    void whatOnlyLooksLikeBase64Stays() {
        String text = "Error at https://api.example/users/0123456789abcdef?token=aGVsbG8= x=y==== ++++ a$1\\b";
        assertThat(new Redaction(List.of("secret-password")).text(text)).isEqualTo(text);
    }

    @Test
    void norIsItInJsonWithinJson() {
        scripts.login("(q, p) => { console.log({ body: JSON.stringify({ p }) }); return null; }", "p\"w\\ä");

        assertThat(scripts.reports().get(0).console()).containsExactly("log: {\"body\":\"{\\\"p\\\":\\\"***\\\"}\"}");
    }

    @Test
    void aLongTextIsNotTooMuch() {
        String text = "A".repeat(4_000_000) + " " + "ab ".repeat(1_000_000);
        assertThat(new Redaction(List.of("secret-password")).text(text)).isEqualTo(text);
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
