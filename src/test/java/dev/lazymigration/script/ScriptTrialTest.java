package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyTrial;
import dev.lazymigration.legacy.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTrialTest {

    private static final RequestContext CONTEXT = new RequestContext("r", "realm", null, null, null, null);
    private static final LegacyQuery ADA = LegacyQuery.byUsername("ada");

    private static LegacyTrial login(String body, String password) {
        DirectorySettings settings = DirectorySettings.of(
                        "trial", "async function login(query, password) {" + body + "}", "async function getUser() {}")
                .withEnv(Map.of("KEY", "a secret"), Set.of("a secret"));
        return new ScriptTrial(settings, CONTEXT).login(ADA, password);
    }

    private static LegacyTrial find(String body) {
        DirectorySettings settings =
                DirectorySettings.of("trial", "async function login() {}", "async function getUser() {" + body + "}");
        return new ScriptTrial(settings, CONTEXT).find(ADA, Optional.of("open sesame"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return { id: 1 };                                              | authenticated",
                "throw new PasswordExpiredError('old', { id: 1 });              | password-expired",
                "return null;                                                   | refused",
                "return { id: 1, blocked: true };                               | locked",
                "throw new ServiceUnavailableError('later');                    | unavailable",
                "return { name: 'Ada' };                                        | broken"
            })
    void everyEndingOfALoginHasItsName(String body, String ending) {
        assertThat(login(body, "a password").ending().label()).isEqualTo(ending);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return { id: 1 };                           | found",
                "return null;                                | not-found",
                "throw new Error('down');                    | unavailable",
                "return {};                                  | broken"
            })
    void everyEndingOfALookUpHasItsName(String body, String ending) {
        assertThat(find(body).ending().label()).isEqualTo(ending);
    }

    @Test
    void whoIsLockedIsShownIfHisPasswordIsRight() {
        assertThat(login("return { id: 1, blocked: true };", "a password").user())
                .hasValueSatisfying(user -> assertThat(user.id()).isEqualTo("1"));
    }

    @Test
    void neitherThePasswordNorASecretIsInWhatTheScriptSays() {
        LegacyTrial trial = login("console.log(password, env.KEY); throw new Error(password);", "open sesame");

        assertThat(trial.console()).singleElement().asString().endsWith("*** ***");
        assertThat(trial.reason()).startsWith("***");
        assertThat(trial.withoutSecrets().apply("open sesame\nand a secret")).isEqualTo("***\nand ***");
    }

    @Test
    void aPasswordThatTheLegacySystemHoldsAsItIsDoesNotTurnUpInALookUpEither() {
        LegacyTrial trial = find("console.log('open sesame'); return { id: 1 };");

        assertThat(trial.console()).singleElement().asString().endsWith(" ***");
        assertThat(trial.withoutSecrets().apply("open sesame")).isEqualTo("***");
    }

    @Test
    void theCallsAreWrittenDownUpToANumber() throws HostException {
        RecordedCalls calls = new RecordedCalls(text -> text);
        HostModule fake = calls.of(List.of(new FakeHost())).get(0);

        for (int i = 0; i < LegacyTrial.MOST_CALLS + 3; i++) {
            assertThat(fake.call("echo", List.of("a word"), null)).isEqualTo("a word");
        }

        assertThat(calls.calls()).hasSize(LegacyTrial.MOST_CALLS).allSatisfy(call -> {
            assertThat(call.function()).isEqualTo("fake.echo");
            assertThat(call.failure()).isEmpty();
        });
        assertThat(calls.leftOut()).isEqualTo(3);
    }

    @Test
    void aCallThatFailsSaysWhyWithoutSecrets() {
        RecordedCalls calls = new RecordedCalls(text -> text.replace("hunter2", "***"));
        HostModule fake = calls.of(List.of(new FakeHost())).get(0);

        assertThatThrownBy(() -> fake.call("fail", List.of("no entry with hunter2"), null))
                .isInstanceOf(HostException.class);
        assertThatThrownBy(() -> fake.call("crash", List.of(), null)).isInstanceOf(IllegalStateException.class);

        assertThat(calls.calls().stream().map(call -> call.failure().orElseThrow()))
                .containsExactly("no entry with ***", "it did not come to its end");
    }
}
