package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LoginOutcome.Broken;
import dev.lazymigration.legacy.LoginOutcome.Refused;
import dev.lazymigration.legacy.LoginOutcome.Unavailable;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LimitsTest {

    private final FakeHost host = new FakeHost();
    private final Scripts scripts = Scripts.with(host);

    @BeforeAll
    static void warmUp() {
        ScriptedDirectory.warmUp();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { try { while (true) {} } catch (e) {} }",
                "try { while (true) {} } finally { while (true) {} }",
                "for (;;) { try { while (true) {} } finally { continue; } }",
                "try { while (true) {} } finally { return { id: 1 }; }",
                "(function again() { try { while (true) {} } finally { again(); } })()",
                "return { id: 1, get x() { while (true) {} } }",
                "return { id: 1, toJSON() { while (true) {} } }",
                "return { then() { while (true) {} } }",
                "throw { get message() { while (true) {} } }",
                "await null; while (true) {}",
                "const again = () => Promise.resolve().then(again); await again()",
                "const again = () => setTimeout(again, 0); again(); await new Promise(() => {})",
                "const again = async () => { await null; await again(); }; await again()",
                "await new Promise((resolve) => setTimeout(resolve, 3600000))",
                "setInterval(() => {}, 1); await new Promise(() => {})",
                "[1].forEach(() => { while (true) {} })",
                "new Proxy({}, { get() { while (true) {} } }).x",
                "eval('while (true) {}')",
                "Function('while (true) {}')()",
                "/^(a+)+$/.test('a'.repeat(40) + 'b')",
                "[3, 1, 2].sort(() => { while (true) {} })",
                "'a'.replace(/a/, () => { while (true) {} })",
                "require('fake').wait()",
                "try { require('fake').wait(); } finally { return { id: 1 }; }"
            })
    void aScriptThatDoesNotEndIsUnavailable(String body) {
        assertThat(scripts.within(Duration.ofMillis(150)).login("async () => { " + body + "; }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Unavailable.class))
                .extracting(Unavailable::reason)
                .isEqualTo("the script did not end within its time limit");
    }

    @Test
    void statementsOutsideTheFunctionAreLimitedToo() {
        assertThat(scripts.within(Duration.ofMillis(150)).login("while (true) {} function login() {}"))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void anAnswerThatCanNotComeAnyMoreIsNotWaitedFor() {
        assertThat(scripts.within(Duration.ofDays(1)).login("() => new Promise(() => {})"))
                .isEqualTo(new Broken("the script ended without an answer"));
    }

    @Test
    void theRunEndsWithTheAnswer() {
        assertThat(scripts.within(Duration.ofDays(1)).login("() => { setTimeout(() => {}, 3000000); return null; }"))
                .isEqualTo(new Refused(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const f = () => f() + 1; f()",
                "try { const f = () => f() + 1; f(); } catch (e) { return { id: 1 }; }",
                "const f = () => { try { f(); } catch (e) { f(); } }; f()",
                "const o = { get x() { return this.x; } }; o.x",
                "const o = { toJSON() { return { a: o }; } }; return o"
            })
    void aScriptThatCallsItselfTooDeeplyIsBroken(String body) {
        assertThat(scripts.within(Duration.ofSeconds(20)).login("async () => { " + body + "; }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Broken.class))
                .extracting(Broken::reason)
                .asString()
                .containsAnyOf("too deeply", "allocated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const a = []; while (true) { a.push(new Array(1000).fill('x')); }",
                "let s = 'x'; while (true) { s += s; s.indexOf('y'); for (let i = 0; i < 5000; i++) {} }",
                "const s = 'x'.repeat(16777216); return { id: 1, s: [s, s, s, s].join() }",
                "const a = []; while (true) { a.push({ a: 1 }); if (a.length > 1000) { a.length = 0; } }"
            })
    void aScriptThatTakesTooMuchMemoryIsBroken(String body) {
        assertThat(scripts.within(RunLimits.DEFAULT.withAllocatedBytes(64 << 20).withProfileCharacters(1000))
                        .login("async () => { " + body + " }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Broken.class))
                .extracting(Broken::reason)
                .asString()
                .containsAnyOf("memory", "larger", "Invalid string length");
    }

    @Test
    void aProfileThatIsTooLargeIsBroken() {
        assertThat(scripts.login("() => ({ id: 1, photo: 'x'.repeat(1024 * 1024) })"))
                .isEqualTo(new Broken("the profile is larger than 262144 characters of JSON"));
    }

    @Test
    void aLengthIsCheckedAsTheEngineWillSeeIt() {
        assertThat(scripts.login(
                        "() => ({ id: 'x'.padEnd({ asked: 0, valueOf() { return this.asked++ ? 5e8 : 3; } }) })"))
                .extracting("user.id")
                .isEqualTo("x  ");
    }

    @Test
    void whatAScriptLeavesOpenIsClosedLastFirst() {
        scripts.login(
                "() => { const fake = require('fake'); fake.keep('a'); fake.keep('b'); return fake.fail('down'); }");
        assertThat(host.closed()).containsExactly("b", "a");
    }

    @Test
    void whatAScriptLeavesOpenIsClosedWhenItsTimeIsUp() {
        scripts.within(Duration.ofMillis(150)).login("() => { require('fake').keep('a'); while (true) {} }");
        assertThat(host.closed()).containsExactly("a");
    }
}
