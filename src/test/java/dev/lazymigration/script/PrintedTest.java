package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.NoticeOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintedTest {

    private static final String PRINTING = "console.log('asked'); console.error('row', 7); ";
    private static final List<String> LINES = List.of("log: asked", "error: row 7");

    private final Scripts scripts = Scripts.with();

    private LoginOutcome login(String body) {
        return scripts.login("async () => { " + PRINTING + body + " }");
    }

    private LookupOutcome find(String body) {
        return scripts.find("async () => { " + PRINTING + body + " }");
    }

    private NoticeOutcome told(String body) {
        return scripts.migrated("async () => { " + PRINTING + body + " }");
    }

    @Test
    void whatABrokenScriptHasPrintedGoesWithItsError() {
        assertThat(login("throw new TypeError('no');")).extracting("console").isEqualTo(LINES);
        assertThat(find("return 7;")).extracting("console").isEqualTo(LINES);
        assertThat(told("throw new TypeError('no');")).extracting("console").isEqualTo(LINES);
    }

    @Test
    void soItDoesWhenTheLegacySystemIsNotThere() {
        String unavailable = "throw new ServiceUnavailableError('down');";

        assertThat(login(unavailable))
                .isEqualTo(
                        new LoginOutcome.Unavailable("ServiceUnavailableError: down (line 1, column 68)", true, LINES));
        assertThat(find(unavailable))
                .isEqualTo(new LookupOutcome.Unavailable(
                        "ServiceUnavailableError: down (line 1, column 68)", true, LINES));
        assertThat(find("throw new Error('odd name');")).extracting("outage").isEqualTo(false);
        assertThat(told(unavailable)).extracting("console").isEqualTo(LINES);
        assertThat(told("throw new Error('no row');"))
                .isInstanceOf(NoticeOutcome.Failed.class)
                .extracting("console")
                .isEqualTo(LINES);
    }

    @Test
    void aRunThatWasCutShortTellsWhatItHadPrinted() {
        scripts.within(Duration.ofMillis(500));

        assertThat(login("for (;;) {}")).extracting("console").isEqualTo(LINES);
    }

    @Test
    void anAnswerSaysNothingOfWhatWasPrinted() {
        assertThat(login("throw new Error('wrong');")).isEqualTo(new LoginOutcome.Refused("wrong (line 1, column 68)"));
        assertThat(find("return null;")).isEqualTo(new LookupOutcome.NotFound());
        assertThat(told("")).isEqualTo(new NoticeOutcome.Told());
    }

    @Test
    void neitherPasswordsNorSecretsAreInIt() {
        scripts.env(Map.of("key", "s3cret"), "s3cret");

        LoginOutcome outcome = scripts.login(
                "async (query, password) => { console.log(password, [password, env.key]); throw new TypeError(); }",
                "a \"typed\" password");

        assertThat(outcome).isInstanceOfSatisfying(LoginOutcome.Broken.class, broken -> assertThat(
                        broken.console().toString())
                .contains("log: ***")
                .doesNotContain("typed", "s3cret"));
        assertThat(outcome.toString()).doesNotContain("log:");
    }
}
