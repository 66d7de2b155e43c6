package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LoginOutcome.Authenticated;
import dev.lazymigration.legacy.LoginOutcome.Broken;
import dev.lazymigration.legacy.LoginOutcome.Locked;
import dev.lazymigration.legacy.LoginOutcome.PasswordExpired;
import dev.lazymigration.legacy.LoginOutcome.Refused;
import dev.lazymigration.legacy.LoginOutcome.Unavailable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginOutcomeTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @Test
    void aProfileWithAnIdIsAuthenticated() {
        LoginOutcome outcome = scripts.login(
                "async function login(query, password, context) { return { id: query.id, email: query.email, n: [1, { x: null }],"
                        + " born: new Date(0), f() {}, ok: password === 'secret-password', keys: Object.keys(query).join() }; }");
        assertThat(outcome)
                .isEqualTo(new Authenticated(new LegacyUser(
                        "7",
                        Map.of(
                                "id",
                                "7",
                                "email",
                                "ada@example.org",
                                "n",
                                List.of(1, Collections.singletonMap("x", null)),
                                "born",
                                "1970-01-01T00:00:00.000Z",
                                "ok",
                                true,
                                "keys",
                                "id,email"))));
    }

    @Test
    void theContextTellsForWhomItIs() {
        LoginOutcome outcome =
                scripts.login("(q, p, c) => ({ id: 1, c: [c.userPoolId, c.userPoolName, c.appId, c.appName,"
                        + " c.request.ip, c.request.userAgent, typeof c.request.body, typeof c.request.geo,"
                        + " typeof c.userPoolMetadata, typeof c.appMetadata].join() })");
        assertThat(outcome)
                .extracting("user.profile.c")
                .isEqualTo("realm-id,acme,shop,The shop,192.0.2.7,Firefox,object,object,object,object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            textBlock =
                    """
                    { id: 42 } ==> 42
                    { id: 42.0, user_id: 7 } ==> 42
                    { user_id: 'auth0|7' } ==> auth0|7
                    { id: null, user_id: 8 } ==> 8
                    { id: 0 } ==> 0
                    { id: 12345678901234 } ==> 12345678901234
                    { id: 1e21 } ==> 1000000000000000000000
                    { id: 9007199254740993n } ==> 9007199254740993
                    { id: { $oid: '65f0' } } ==> 65f0
                    { id: { toJSON() { return '65f1'; } } } ==> 65f1
                    { id: { toHexString() { return '65f2'; } } } ==> 65f2
                    """)
    void anIdIsText(String profile, String id) {
        assertThat(scripts.login("() => (" + profile + ")"))
                .asInstanceOf(InstanceOfAssertFactories.type(Authenticated.class))
                .extracting(authenticated -> authenticated.user().id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "false", "Promise.resolve(null)", "(async () => false)()"})
    void noIsRefused(String answer) {
        assertThat(scripts.login("() => " + answer)).isEqualTo(new Refused(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new Error('wrong')",
                "return Promise.reject(new Error('wrong'))",
                "throw new WrongUsernameOrPasswordError(query.email, 'wrong')",
                "throw 'wrong'",
                "throw { name: 'Auth', message: 'wrong' }",
                "class No extends Error {} throw new No('wrong')",
                "await null; throw new UnauthorizedError('wrong')",
                "await new Promise(() => setTimeout(() => { throw new Error('wrong'); }, 1))",
                "await 1; await new Promise((resolve, reject) => setTimeout(reject, 1, new Error('wrong')))"
            })
    void anErrorIsRefused(String body) {
        assertThat(scripts.login("async function login(query, password) { " + body + "; }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::reason)
                .asString()
                .contains("wrong");
    }

    @Test
    void aReasonNamesTheLineOfTheSource() {
        String script =
                """
                async function login(query) {
                  // a comment
                  const user = { ...query };
                  for (const key of Object.keys(user)) {
                    await null;
                    throw new Error('no ' + key);
                  }
                }""";
        assertThat(scripts.login(script)).isEqualTo(new Refused("no id (line 6, column 11)"));
        assertThat(scripts.login("async () => {\n\n\n  return nothing.id;\n}"))
                .isEqualTo(new Broken("ReferenceError: \"nothing\" is not defined. (line 4, column 3)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"return { id: 1, blocked: true }", "return { id: 1, blocked: true, mustChangePassword: true }"})
    void aProfileThatIsBlockedIsALockedAccountWithTheRightPassword(String body) {
        assertThat(scripts.login("async () => { " + body + "; }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Locked.class))
                .extracting(locked -> locked.user().orElseThrow().id())
                .isEqualTo("1");
    }

    @Test
    void anAccountLockedErrorLeavesOpenWhetherThePasswordIsRight() {
        assertThat(scripts.login("() => { throw new AccountLockedError('five attempts', { id: 1 }); }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Locked.class))
                .extracting(Locked::user)
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return { id: 1, mustChangePassword: true }",
                "throw new PasswordExpiredError('old', { id: 1 })",
                "throw new PasswordExpiredError({ id: 1 })"
            })
    void anExpiredPasswordIsExpired(String body) {
        assertThat(scripts.login("async () => { " + body + "; }"))
                .asInstanceOf(InstanceOfAssertFactories.type(PasswordExpired.class))
                .extracting(expired -> expired.user().id())
                .isEqualTo("1");
    }

    @Test
    void anExpiredPasswordOfNobodyIsBroken() {
        assertThat(scripts.login("() => { throw new PasswordExpiredError('old'); }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Broken.class))
                .extracting(Broken::reason)
                .asString()
                .contains("profile");
    }

    @Test
    void theScriptMaySayThatItCouldNotFindOut() {
        assertThat(scripts.login("() => { throw new ServiceUnavailableError('maintenance'); }"))
                .isEqualTo(new Unavailable("ServiceUnavailableError: maintenance (line 1, column 15)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return db.query()",
                "return undefined.x",
                "return (() => { null.x; })()",
                "await null; null.x",
                "return {}",
                "return { id: '' }",
                "return { id: {} }",
                "return 5",
                "return true",
                "return 'ada'",
                "return [{ id: 1 }]",
                "return Symbol('x')",
                "return () => {}",
                "const a = {}; a.id = a; return a",
                "return { id: 1, get x() { return undefined.y; } }",
                "return new Promise(() => {})",
                "return (function f() { return f() + 1; })()",
                "return [].concat(new Array(-1))",
                "return eval('(')"
            })
    void aMistakeInTheScriptIsBroken(String body) {
        assertThat(scripts.login("async () => { " + body + "; }")).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('fs')",
                "try { require('fs'); } catch (e) { throw new Error('wrapped'); }",
                "try { require('fs'); } catch (e) { throw new WrongUsernameOrPasswordError('7'); }",
                "try { require('fs'); } catch (e) { return null; }"
            })
    void anUnknownModuleIsBrokenWhateverTheScriptMakesOfIt(String body) {
        assertThat(scripts.login("async () => { " + body + " }"))
                .asInstanceOf(InstanceOfAssertFactories.type(Broken.class))
                .extracting(Broken::reason)
                .asString()
                .startsWith("Cannot find module 'fs': scripts can not read or write files; this host has ")
                .contains("buffer", "events");
    }

    @Test
    void aModuleThatIsOnlyTriedDoesNoHarm() {
        assertThat(scripts.login("() => { try { require('fs'); } catch (e) {} return { id: 1 }; }"))
                .isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('fake').fail('down')",
                "await require('fake').failLater('down')",
                "try { require('fake').fail('down'); } catch (e) { throw new Error('wrapped'); }",
                "try { await require('fake').failLater('down'); } catch (e) { throw new WrongUsernameOrPasswordError('7'); }",
                "try { require('fake').fail('down'); } catch (e) { return null; }",
                "try { require('fake').fail('down'); } catch (e) { undefined.x; }",
                "try { require('fake').fail('down'); } catch (e) { return {}; }",
                "try { require('fake').fail('down'); } catch (e) { return new Promise(() => {}); }"
            })
    void aFailureThatTheHostSawIsUnavailableWhateverTheScriptMakesOfIt(String body) {
        assertThat(scripts.login("async () => { " + body + " }")).isEqualTo(new Unavailable("down"));
    }

    @Test
    void aProfileProvesThePasswordEvenAfterAFailure() {
        assertThat(scripts.login("() => { try { require('fake').fail('down'); } catch (e) {} return { id: 1 }; }"))
                .isInstanceOf(Authenticated.class);
    }
}
