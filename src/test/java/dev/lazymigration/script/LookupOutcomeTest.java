package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LookupOutcome.Broken;
import dev.lazymigration.legacy.LookupOutcome.Found;
import dev.lazymigration.legacy.LookupOutcome.NotFound;
import dev.lazymigration.legacy.LookupOutcome.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupOutcomeTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @ParameterizedTest
    @ValueSource(strings = {"{ id: 1 }", "{ user_id: 'x', blocked: true }", "Promise.resolve({ id: 1 })"})
    void aProfileIsFound(String answer) {
        assertThat(scripts.find("() => (" + answer + ")")).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "[][0]", "Promise.resolve()"})
    void nobodyIsNotFound(String answer) {
        assertThat(scripts.find("async () => " + answer)).isEqualTo(new NotFound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new Error('down')",
                "throw new ServiceUnavailableError('down')",
                "throw new WrongUsernameOrPasswordError(1, 'down')",
                "throw 'down'",
                "await Promise.reject(new Error('down'))",
                "require('fake').fail('down')",
                "try { require('fake').fail('down') } catch (e) { return null }",
                "try { require('fake').fail('down') } catch (e) { return {} }",
                "try { require('fake').fail('down') } catch (e) { throw new TypeError('other') }"
            })
    void whoeverCouldNotFindOutIsUnavailable(String body) {
        assertThat(scripts.find("async () => { " + body + " }"))
                .isInstanceOf(Unavailable.class)
                .extracting("reason")
                .asString()
                .contains("down");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new ServiceUnavailableError('down')",
                "require('fake').fail('down')",
                "try { require('fake').fail('down') } catch (e) { return null }",
                "for (;;) {}"
            })
    void whatTheHostSawOrTheScriptCallsUnavailableIsAnOutage(String body) {
        assertThat(scripts.find("async () => { " + body + " }"))
                .extracting("outage")
                .isEqualTo(true);
    }

    @Test
    void whatTheScriptThrowsOfItsOwnAccordMayBeAboutThisNameAlone() {
        assertThat(scripts.find("() => { throw new Error('not in this tenant') }"))
                .extracting("outage")
                .isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null.x",
                "nothing()",
                "return {}",
                "return 3",
                "return false",
                "return 'x'",
                "return []",
                "return new Promise(() => {})",
                "try { require('fs') } catch (e) { return null }",
                "try { require('fake').crash() } catch (e) { return null }"
            })
    void aMistakeInTheScriptIsBroken(String body) {
        assertThat(scripts.find("async () => { " + body + " }")).isInstanceOf(Broken.class);
    }

    @Test
    void theQueryHoldsOnlyWhatIsKnown() {
        assertThat(scripts.find("(query) => ({ id: JSON.stringify(query) })"))
                .extracting("user.id")
                .isEqualTo("{\"email\":\"ada@example.org\"}");
    }
}
