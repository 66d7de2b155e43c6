package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Auth0DialectTest {

    private static final String SILENT = "the script never called its callback";

    private final Scripts scripts = Scripts.with(new FakeHost()).in(ScriptDialect.AUTH0);

    private LoginOutcome login(String body) {
        return scripts.login("function login(email, password, callback) { " + body + " }");
    }

    private LookupOutcome find(String body) {
        return scripts.find("function getByEmail(email, callback) { " + body + " }");
    }

    @Nested
    class TheArguments {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function login(email, password, callback) { callback(null, { id: email + ' ' + password }); }",
                    "(email, password, callback) => callback(null, { id: email + ' ' + password })",
                    "async function login(email, password, callback) { callback(null, { id: email + ' ' + password }); }",
                    "function getByEmail(name, plain, context, done) { done(null, { id: name + ' ' + plain }); }",
                    "async (name, plain, { appId }, done) => { done(null, { id: name + ' ' + plain }); }",
                    "function login(email, password, answer = null, other) { answer(null, { id: email + ' ' + password }); }",
                    "function login(email, password, callback = null) { callback(null, { id: email + ' ' + password }); }",
                    "function login() { arguments[2](null, { id: arguments[0] + ' ' + arguments[1] }); }",
                    "(...all) => all[2](null, { id: all[0] + ' ' + all[1] })"
                })
        void ofLoginAreTheIdentifierThePasswordAndTheCallback(String script) {
            assertThat(scripts.login(script)).extracting("user.id").isEqualTo("ada@example.org secret-password");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function getByEmail(email, callback) { callback(null, { id: email }); }",
                    "function login(user, callback) { callback(null, { id: user }); }",
                    "async function getUser(value, context, callback) { callback(null, { id: value }); }",
                    "(name, { request }, callback) => setTimeout(() => callback(null, { id: name }), 1)"
                })
        void ofGetUserAreTheIdentifierAndTheCallback(String script) {
            assertThat(scripts.find(script)).extracting("user.id").isEqualTo("ada@example.org");
        }

        @Test
        void areAnsweredWithAUserIdThatGoesBeforeTheIdOfARow() {
            String row = "(email, password, callback) => callback(null, { id: 3, user_id: 'legacy|7' })";
            assertThat(scripts.login(row)).extracting("user.id").isEqualTo("legacy|7");
        }

        @Test
        void tellForWhomItIs() {
            String context = "[c.userPoolName, c.appId, c.request.ip, c.identifierType].join()";
            assertThat(scripts.login("(name, password, c, callback) => callback(null, { id: " + context + " })"))
                    .extracting("user.id")
                    .isEqualTo("acme,shop,192.0.2.7,email");
        }

        @Test
        void takeTheBestIdentifierThereIs() {
            assertThat(identified(new LegacyQuery("7", "ada@example.org", "ada", "555")))
                    .isEqualTo("email ada@example.org");
            assertThat(identified(new LegacyQuery("7", null, "ada", "555"))).isEqualTo("username ada");
            assertThat(identified(new LegacyQuery("7", null, null, "555"))).isEqualTo("phone_number 555");
            assertThat(identified(LegacyQuery.byId("7"))).isEqualTo("id 7");
        }

        private String identified(LegacyQuery query) {
            String script = "(name, context, callback) => callback(null, { id: context.identifierType + ' ' + name })";
            try (ScriptedDirectory directory = scripts.directory("() => null", script)) {
                LookupOutcome outcome = directory.find(query, Scripts.CONTEXT);
                return outcome instanceof LookupOutcome.Found found
                        ? found.user().id()
                        : outcome.toString();
            }
        }
    }

    @Nested
    class TheAnswer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(null, { user_id: 1 });",
                    "callback(undefined, { user_id: 1 });",
                    "callback(null, { user_id: 1 }, callback);",
                    "return callback(null, { user_id: 1 });",
                    "setTimeout(() => callback(null, { user_id: 1 }), 1);",
                    "Promise.resolve({ user_id: 1 }).then((user) => callback(null, user));",
                    "return inner(); async function inner() { await null; callback(null, { user_id: 1 }); }",
                    "require('fake').echoLater({ user_id: 1 }, callback);"
                })
        void isTheProfileThatTheCallbackGets(String body) {
            assertThat(login(body)).extracting("user.id").isEqualTo("1");
            assertThat(find(body)).extracting("user.id").isEqualTo("1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback();",
                    "callback(null);",
                    "callback(null, null);",
                    "callback(null, undefined);",
                    "callback(undefined, [][0]);",
                    "setTimeout(callback, 1);"
                })
        void isNoWithoutAProfile(String body) {
            assertThat(login(body)).isEqualTo(new LoginOutcome.Refused(""));
            assertThat(find(body)).isEqualTo(new LookupOutcome.NotFound());
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = "==>",
                quoteCharacter = '`',
                textBlock =
                        """
                        callback(new Error('wrong')) ==> wrong
                        callback('wrong') ==> wrong
                        callback(401) ==> 401
                        callback({ error: 'wrong' }) ==> {"error":"wrong"}
                        callback(new UnauthorizedError('wrong')) ==> UnauthorizedError: wrong
                        callback(new Error('wrong'), { id: 1 }) ==> wrong
                        throw new Error('wrong') ==> wrong
                        """)
        void isAnErrorThatTheCallbackGets(String body, String reason) {
            assertThat(login(body)).isInstanceOfSatisfying(LoginOutcome.Refused.class, refused -> assertThat(
                            withoutPlace(refused.reason()))
                    .isEqualTo(reason));
            assertThat(find(body)).isInstanceOfSatisfying(LookupOutcome.Unavailable.class, unavailable -> assertThat(
                            withoutPlace(unavailable.reason()))
                    .isEqualTo(reason));
        }

        private String withoutPlace(String reason) {
            return reason.replaceFirst(" \\(line 1, column \\d+\\)$", "");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(new WrongUsernameOrPasswordError(email));",
                    "callback(new WrongUsernameOrPasswordError(email, 'unknown'));",
                    "throw new WrongUsernameOrPasswordError();",
                    "setTimeout(() => { throw new WrongUsernameOrPasswordError(email); }, 1);"
                })
        void isNoWhenTheErrorSaysThatThereIsNobody(String body) {
            assertThat(find(body)).isEqualTo(new LookupOutcome.NotFound());
            assertThat(login(body)).isInstanceOf(LoginOutcome.Refused.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(null, { id: 1 }); callback(new Error('late'));",
                    "callback(null, { id: 1 }); callback(null, { id: 2 });",
                    "callback(null, { id: 1 }); client.close();",
                    "setTimeout(() => { callback(null, { id: 1 }); throw new Error('late'); }, 1);",
                    "callback(null, { id: 1 }); return Promise.reject(new Error('late'));",
                    "callback(null, { id: 1 }); return Promise.resolve({ id: 2 });",
                    "callback(null, { id: 1 }); setTimeout(() => { throw new Error('late'); }, 3600000);"
                })
        void isTheFirstOne(String body) {
            assertThat(login(body)).extracting("user.id").isEqualTo("1");
            assertThat(login(body.replace("null, { id: 1 }", "'early'"))).isEqualTo(new LoginOutcome.Refused("early"));
        }

        /** It may be a driver's row of a user whose password nobody has checked. */
        @Test
        void isNeverWhatAnAsynchronousFunctionReturns() {
            assertThat(scripts.login("async (email, password, callback) => ({ id: email })"))
                    .isEqualTo(new LoginOutcome.Broken("the script never called its callback"));
            assertThat(scripts.find("async (email) => ({ user_id: 7 })"))
                    .isEqualTo(new LookupOutcome.Broken("the script never called its callback"));
        }

        @Test
        void isNotWhatAFunctionReturnsWhenItsCallbackIsCalledLater() {
            assertThat(login("setTimeout(() => callback(new Error('wrong password')), 1);"
                            + " return Promise.resolve({ id: 1 });"))
                    .isEqualTo(new LoginOutcome.Refused("wrong password (line 1, column 62)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(new AccountLockedError('five attempts'));",
                    "callback(null, { id: 1, blocked: true });"
                })
        void mayBeThatTheAccountIsLocked(String body) {
            assertThat(login(body)).isInstanceOf(LoginOutcome.Locked.class);
        }
    }

    @Nested
    class AScriptThatFails {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "setTimeout(() => { throw new Error('wrong'); }, 1);",
                    "require('fake').echoLater(1, () => { throw new Error('wrong'); });",
                    "setTimeout(() => { throw new Error('wrong'); }, 1); setTimeout(callback, 3600000);",
                    "return Promise.reject(new Error('wrong'));",
                    "return (async () => { await null; throw new Error('wrong'); })();",
                    "return Promise.reject(new Error('wrong')).then(() => callback());"
                })
        void isJudgedByItsError(String body) {
            assertThat(login(body))
                    .isInstanceOfSatisfying(LoginOutcome.Refused.class, refused -> assertThat(refused.reason())
                            .matches("wrong \\(line 1, column \\d+\\)"));
            assertThat(find(body)).isInstanceOfSatisfying(LookupOutcome.Unavailable.class, unavailable -> assertThat(
                            unavailable.reason())
                    .matches("wrong \\(line 1, column \\d+\\)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "if (!email) callback();",
                    "return Promise.resolve();",
                    "return Promise.resolve(true);",
                    "return Promise.resolve({ rows: [] });",
                    "return Promise.resolve({ id: null });",
                    "return new Promise(() => {});",
                    "return { id: 1 };",
                    "require('fake').echoLater(1, () => {});",
                    "Promise.reject(new Error('handled')).catch(() => {});"
                })
        void neverAnsweringIsBroken(String body) {
            assertThat(login(body)).isEqualTo(new LoginOutcome.Broken(SILENT));
            assertThat(find(body)).isEqualTo(new LookupOutcome.Broken(SILENT));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "setTimeout(() => cb(null, {}), 1);",
                    "require('fake').echoLater(1, (error, row) => callback(null, row.user.id));",
                    "null.x;",
                    "try { null.x } catch (e) { callback(e); }",
                    "callback(null, {});",
                    "callback(null, 'ada');",
                    "try { require('fs') } catch (e) { callback(); }"
                })
        void withAMistakeIsBroken(String body) {
            assertThat(login(body)).isInstanceOf(LoginOutcome.Broken.class);
            assertThat(find(body)).isInstanceOf(LookupOutcome.Broken.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "require('fake').fail('down');",
                    "require('fake').failLater('down', (error) => callback(error));",
                    "require('fake').failLater('down', (error) => callback(null));",
                    "require('fake').failLater('down', (error) => callback(error || new WrongUsernameOrPasswordError(1)));",
                    "require('fake').failLater('down', () => callback(new WrongUsernameOrPasswordError(1)));",
                    "require('fake').failLater('down', (error) => callback(error.message));",
                    "require('fake').failLater('down', (error, row) => row.id);",
                    "require('fake').failLater('down');",
                    "require('fake').failLater('down', () => {});"
                })
        void becauseTheHostFailedIsUnavailable(String body) {
            assertThat(login(body)).isEqualTo(new LoginOutcome.Unavailable("down"));
            assertThat(find(body)).isEqualTo(new LookupOutcome.Unavailable("down"));
        }
    }

    @Nested
    class TheGlobalVariablesOfOldScripts {

        @Test
        void areModules() {
            assertThat(find("callback(null, { id: [bcrypt === require('bcrypt'), postgres === require('pg'),"
                            + " jwt === require('jsonwebtoken'), typeof bcrypt.compare, typeof postgres].join() });"))
                    .extracting("user.id")
                    .isEqualTo("true,true,true,function,function");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "var bcrypt = 5; function getByEmail(email, callback) { callback(null, { id: bcrypt }); }",
                    "const bcrypt = 5; function getByEmail(email, callback) { callback(null, { id: bcrypt }); }",
                    "function bcrypt() { return 5; } function getByEmail(email, done) { done(null, { id: bcrypt() }); }",
                    "function getByEmail(email, callback) { bcrypt = 5; callback(null, { id: global.bcrypt }); }",
                    "function getByEmail(email, callback) { const bcrypt = 5; callback(null, { id: bcrypt }); }"
                })
        void mayBeSomethingElse(String script) {
            assertThat(scripts.find(script)).extracting("user.id").isEqualTo("5");
        }

        @Test
        void areNotThereInTheDialectOfAuthing() {
            assertThat(Scripts.with().value("typeof bcrypt")).isEqualTo("undefined");
        }
    }
}
