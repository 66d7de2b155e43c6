package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts that people wrote for Auth0 and Authing do, one small script for each habit. */
class CompatibilityTest {

    private static final String SILENT = "the script never called its callback";

    private final HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT);
    private final Scripts scripts = withPrimitivesAnd(new FakeHost()).in(ScriptDialect.AUTH0);

    /** The columns of a login and of a look-up differ by what stands before the body. */
    private static String withoutColumn(Object outcome) {
        return outcome.toString().replaceFirst(", column \\d+", "");
    }

    private static ScriptCheck checkOfAuth0() {
        return new ScriptCheck(DirectorySettings.of("legacy", "", "").withDialect(ScriptDialect.AUTH0));
    }

    private Scripts withPrimitivesAnd(HostModule fake) {
        List<HostModule> all = new ArrayList<>(primitives.modules());
        all.add(fake);
        return Scripts.with(all.toArray(new HostModule[0]));
    }

    @AfterEach
    void close() {
        primitives.close();
    }

    private LoginOutcome login(String body) {
        return scripts.login("function login(email, password, callback) { " + body + " }");
    }

    private LookupOutcome find(String body) {
        return scripts.find("function getByEmail(email, callback) { " + body + " }");
    }

    private void findsSeven(String script) {
        assertThat(scripts.find(script)).extracting("user.id").isEqualTo("7");
    }

    @Nested
    class TheSourceText {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\uFEFFfunction getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "function getByEmail(email, callback) {\r\n\tcallback(null, { id: 7 });\r\n}\r\n",
                    "    \t function getByEmail (email, callback)\n\t  {\n \t callback(null, { id: 7 }) }   \n\n",
                    "// Benutzer für 中文 und émoji 🙂\nfunction getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "/* before */ function getByEmail(email, callback) { callback(null, { id: 7 }); } // after",
                    "function getByEmail(email, callback) { callback(null, { id: 7 }); }\n// after",
                    "function getByEmail(email, callback) { callback(null, { id: 7 }); }\n/* after\n*/",
                    "function getByEmail(email, callback) { callback(null, { id: 7 }); };",
                    "(function (email, callback) { callback(null, { id: 7 }); })",
                    "'use strict';\nfunction getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "function getByEmail(email, callback) { 'use strict'; callback(null, { id: 7 }); }",
                    "#!/usr/bin/env node\nfunction getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "module.exports = function (email, callback) { callback(null, { id: 7 }); };",
                    "exports.getByEmail = (email, callback) => callback(null, { id: 7 });",
                    "module.exports = { getUser: (email, callback) => callback(null, { id: 7 }) };",
                    "export default function getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "export function getByEmail(email, callback) { callback(null, { id: 7 }); }",
                    "const N = 7;\nfunction helper() { return N; }\nfunction getByEmail(email, cb) { cb(null, { id: helper() }); }",
                    "var getByEmail = function (email, callback) { callback(null, { id: 7 }); };",
                    "function loginWithUniversalDirectory(email, callback) { callback(null, { id: 7 }); }"
                })
        void isTakenAsItIs(String script) {
            findsSeven(script);
        }

        @Test
        void keepsWhatIsNotAscii() {
            assertThat(find("callback(null, { id: 'grün' + `中${'🙂'}` + /ü/.test('ü') });"))
                    .extracting("user.id")
                    .isEqualTo("grün中🙂true");
        }

        @Test
        void mayNotImportButIsToldWhatToWrite() {
            ScriptCheck check = checkOfAuth0();
            String script =
                    "// a module\nimport { Client } from 'pg';\nexport default function login(email, password, cb) {}";

            assertThat(catchThrowableOfType(ScriptException.class, () -> check.check(ScriptSlot.LOGIN, script))
                            .describe())
                    .isEqualTo("line 2: a script can not import: write require('pg') instead");
        }

        @Test
        void withTheCommentOfABrowserIsToldWhereItIs() {
            ScriptCheck check = checkOfAuth0();

            assertThat(catchThrowableOfType(
                                    ScriptException.class,
                                    () -> check.check(ScriptSlot.LOGIN, "\n<!-- old\nfunction login(e, p, cb) {}"))
                            .describe())
                    .startsWith("line 2, column 1: ")
                    .contains("'<!--'");
        }
    }

    @Nested
    class TheCallingStyle {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // callbacks
                    "function getUser(email, callback) { later(email, function (err, user) { if (err) return callback(err); return callback(null, user); }); }",
                    "function getUser(email, callback) { later(email, (e, a) => later(a, (e, b) => later(b, (e, user) => callback(e, user)))); }",
                    "function getUser(email, callback) { setTimeout(function () { later(email, callback); }, 1); }",
                    // async
                    "async function getUser(email, callback) { const user = await later(email); return callback(null, user); }",
                    "async (email, callback) => { try { callback(null, await later(email)); } catch (e) { callback(e); } }",
                    "async function getUser(email, callback) { const [user] = await Promise.all([later(email), later(1)]); callback(null, user); }",
                    // promise chains
                    "function getUser(email, callback) { later(email).then((user) => callback(null, user)).catch(callback); }",
                    "function getUser(email, callback) { return later(email).then((user) => callback(null, user), (err) => callback(err)).finally(() => {}); }",
                    "function getUser(email, callback) { new Promise((resolve, reject) => later(email, (e, u) => (e ? reject(e) : resolve(u)))).then((u) => callback(null, u)); }",
                    // both at once
                    "async function getUser(email, callback) { later(email, async (err, user) => { const same = await later(user); callback(err, same); }); }",
                    "async function getUser(email, callback) { await later(1); await new Promise((done) => later(email, (err, user) => { callback(err, user); done(); })); }",
                    "function getUser(email, callback) { (async () => { const user = await later(email); callback(null, user); })(); }",
                    "function getUser(email, callback) { require('util').promisify(later)(email).then((user) => callback(null, user)); }"
                })
        void isUpToTheScript(String script) {
            String later = "const later = (x, cb) => require('fake').echoLater({ id: 7 }, cb);\n";
            findsSeven(later + script);
        }

        @Test
        void mayBeGenerators() {
            String coroutine = "function getUser(email, callback) {"
                    + " const Promise = require('bluebird@3.4.6'); const fake = require('fake');"
                    + " const load = Promise.coroutine(function* () {"
                    + "   const a = yield fake.echoLater(3); const b = yield Promise.resolve(4); return { id: a + b }; });"
                    + " load().then((user) => callback(null, user)).catch((err) => callback(err)); }";
            findsSeven(coroutine);
            assertThat(scripts.find(coroutine.replace("return { id: a + b }", "throw new Error('no luck')")))
                    .asString()
                    .contains("no luck");
        }

        @Test
        void mayPromisifyThroughMap() {
            findsSeven("async (email, callback) => { const sign = (a, cb) => cb(null, a + 1); const get = (a, cb) =>"
                    + " cb(null, { statusCode: 200, body: a }); const [getAsync, signAsync] ="
                    + " [get, sign].map(require('util').promisify); const { body, statusCode } = await getAsync(6);"
                    + " callback(null, { id: statusCode === 200 && (await signAsync(body)) }); }");
        }

        @Test
        void ofAuthingReturnsTheProfileOrThrows() {
            Scripts authing = Scripts.with(new FakeHost());

            assertThat(authing.env(Map.of("A", "b")).login("async (query, password, context) => ({ id: env.A })"))
                    .extracting("user.id")
                    .isEqualTo("b");
            assertThat(authing.find("async (query, context) => null")).isEqualTo(new LookupOutcome.NotFound());
            assertThat(authing.login("async () => { throw new Error('wrong'); }"))
                    .isEqualTo(new LoginOutcome.Refused("wrong (line 1, column 21)"));
        }
    }

    @Nested
    class TheAnswer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(null, { user_id: 7, email: email });",
                    "callback(null, { id: '7' });",
                    "callback(null, { user_id: 7 }, callback);",
                    "callback(undefined, { user_id: 7 });",
                    "return callback(null, { ...{ user_id: 7, password: 'hash' }, connection: 'x', mfa_factors: ['otp'] });",
                    "callback(null, { user_id: { toHexString: () => '7' } });",
                    "callback(null, { user_id: 7n });",
                    "callback(null, { user_id: 7, f() {}, when: new Date(0), none: undefined });"
                })
        void isAProfile(String body) {
            assertThat(login(body)).extracting("user.id").isEqualTo("7");
            assertThat(find(body)).extracting("user.id").isEqualTo("7");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback();",
                    "callback(null);",
                    "callback(null, null);",
                    "callback(null, undefined);",
                    "var err = null; callback(err);",
                    "callback([][0] || null);",
                    "callback(null, undefined, callback);"
                })
        void isNobodyWithoutAProfile(String body) {
            assertThat(login(body)).isEqualTo(new LoginOutcome.Refused(""));
            assertThat(find(body)).isEqualTo(new LookupOutcome.NotFound());
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = "==>",
                quoteCharacter = '`',
                textBlock =
                        """
                        callback('Could not connect') ==> Could not connect
                        callback(503) ==> 503
                        callback(new Error('wrong')) ==> wrong (line 1)
                        callback(null || new Error('wrong')) ==> wrong (line 1)
                        callback(Object.assign(new Error('axios'), { response: { status: 401 } })) ==> axios (line 1)
                        callback({ statusCode: 401 }) ==> {"statusCode":401}
                        callback(new Error('x').message) ==> x
                        callback(new UnauthorizedError('blocked', 'id')) ==> UnauthorizedError: blocked (line 1)
                        callback(new ValidationError('user_exists', 'there')) ==> ValidationError: there (line 1)
                        throw new Error('wrong') ==> wrong (line 1)
                        """)
        void isNoWithAnError(String body, String reason) {
            assertThat(withoutColumn(login(body))).isEqualTo(new LoginOutcome.Refused(reason).toString());
            assertThat(withoutColumn(find(body))).isEqualTo(new LookupOutcome.Unavailable(reason, false).toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(new WrongUsernameOrPasswordError(email));",
                    "callback(new WrongUsernameOrPasswordError(email, 'My message'));",
                    "callback(new WrongUsernameOrPasswordError());",
                    "callback(null || new WrongUsernameOrPasswordError(email));",
                    "throw new WrongUsernameOrPasswordError(email);",
                    "return Promise.reject(new WrongUsernameOrPasswordError(email));",
                    "require('fake').echoLater(1, () => { throw new WrongUsernameOrPasswordError(email); });",
                    "process.nextTick(() => { throw new WrongUsernameOrPasswordError(email); });",
                    "queueMicrotask(() => { throw new WrongUsernameOrPasswordError(email); });"
                })
        void isThatUserAndPasswordDoNotMatch(String body) {
            assertThat(login(body)).isInstanceOf(LoginOutcome.Refused.class);
            assertThat(find(body)).isEqualTo(new LookupOutcome.NotFound());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "callback(null, { id: 7 }); callback(new Error('second'));",
                    "callback(null, { id: 7 }); throw new Error('second');",
                    "['a', 'b'].forEach(() => callback(null, { id: 7 })); callback('completed');",
                    "const EventEmitter = require('events'); const e = new EventEmitter(); e.on('row', (id) => callback(null, { id })); e.on('end', () => callback()); e.emit('row', 7); e.emit('row', 8); e.emit('end');",
                    "callback(null, { id: 7 }); setTimeout(() => { null.x; }, 1);",
                    "callback(null, { id: 7 }); require('fake').echoLater(1, (err, x) => { x.y.z; });",
                    "callback(null, { id: 7 }); return Promise.reject(new Error('second'));"
                })
        void isTheFirstOne(String body) {
            assertThat(login(body)).extracting("user.id").isEqualTo("7");
        }
    }

    @Nested
    class AFailure {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "require('fake').echoLater(1, function (error, response, body) { throw new Error('x'); });",
                    "setTimeout(() => { throw new Error('x'); }, 1);",
                    "setTimeout(() => setTimeout(() => { throw new Error('x'); }, 1), 1);",
                    "setImmediate(() => { throw new Error('x'); });",
                    "process.nextTick(() => { throw new Error('x'); });",
                    "require('fake').echoLater(1, () => require('fake').echoLater(2, () => { throw new Error('x'); }));",
                    "return Promise.resolve().then(() => { throw new Error('x'); });",
                    "return (async () => { await null; throw new Error('x'); })();"
                })
        void inACallbackOrThePromiseOfTheFunctionIsAnError(String body) {
            assertThat(withoutColumn(login(body))).isEqualTo("Refused[reason=x (line 1)]");
            assertThat(withoutColumn(find(body))).isEqualTo("Unavailable[reason=x (line 1), outage=false]");
        }

        @Test
        void ofAnAsyncFunctionWithoutTryIsAnError() {
            assertThat(
                            scripts.login(
                                    "async function login(email, password, callback) {\n"
                                            + "  const user = await Promise.reject(new Error('no connection'));\n  callback(null, user);\n}"))
                    .asString()
                    .contains("no connection");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Promise.reject(new Error('because')).then((user) => callback(null, user));",
                    "require('fake').echoLater(1).then(() => { throw new Error('because'); }).then(callback);",
                    "(async () => { throw new Error('because'); })();",
                    "require('fake').echoLater(1, async (err, x) => { await null; throw new Error('because'); });",
                    "setTimeout(() => callback(new Error('guard')), 3600000); (async () => { throw new Error('because'); })();",
                    "setInterval(() => {}, 3600000); Promise.reject(new Error('because'));",
                    "require('bluebird').reject(new Error('because')).then(() => callback());"
                })
        void thatNobodyListensToEndsTheRunAtOnceAndIsNamed(String body) {
            String broken = "Broken[reason=" + SILENT + "; a promise was rejected: because (line 1)]";
            assertThat(withoutColumn(login(body))).isEqualTo(broken);
            assertThat(withoutColumn(find(body))).isEqualTo(broken);
        }

        @Test
        void thatNobodyListensToDoesNotStopWhatIsAboutToAnswer() {
            assertThat(
                            login(
                                    "Promise.reject(new Error('the log')); require('fake').echoLater(7, (e, id) => callback(e, { id }));"))
                    .extracting("user.id")
                    .isEqualTo("7");
            assertThat(login("const late = Promise.reject(new Error('x')); require('fake').echoLater(1, () =>"
                            + " late.catch(() => callback(null, { id: 7 })));"))
                    .extracting("user.id")
                    .isEqualTo("7");
        }

        @Test
        void saysNoSecretWhenNobodyListens() {
            scripts.env(Map.of("KEY", "s3cret-key"), "s3cret-key");
            assertThat(login("Promise.reject(new Error('key ' + configuration.KEY + ' of ' + password));"))
                    .isEqualTo(new LoginOutcome.Broken(
                            SILENT + "; a promise was rejected: key *** of *** (line 1, column 45)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "setTimeout(() => cb(null, {}), 1);",
                    "require('fake').echoLater(1, () => callback(null, { id: undeclared }));",
                    "if (false) { var x = 1; } x.y;"
                })
        void ofANameThatIsNotThereIsAMistakeOfTheScript(String body) {
            assertThat(login(body)).isInstanceOf(LoginOutcome.Broken.class);
            assertThat(find(body)).isInstanceOf(LookupOutcome.Broken.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "if (!true) callback();",
                    "const user = {}; if (user.Count === 1) callback(null, user);",
                    "require('fake').echoLater(1, (err, x) => { if (!err) return; callback(err); });",
                    "return new Promise(() => {});",
                    "return Promise.resolve({ id: 7 });",
                    "setTimeout(() => {}, 1);",
                    "const t = setInterval(() => clearInterval(t), 1);"
                })
        void toAnswerEndsTheRunAtOnce(String body) {
            assertThat(scripts.within(Duration.ofHours(1))
                            .login("function (email, password, callback) { " + body + " }"))
                    .isEqualTo(new LoginOutcome.Broken(SILENT));
        }
    }

    @Nested
    class TheLanguage {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "return answer(); function answer() { callback(null, { id: seven() }); } function seven() { return 7; }",
                    "if (true) { var id = 7; } callback(null, { id: id });",
                    "let profile = profile = { id: 7 }; callback(null, profile);",
                    "const url = 'x'; const Promise = require('bluebird'); const fetch = 5; callback(null, { id: 7 });",
                    "var request = 7; callback(null, { id: request });",
                    "const { A, B = 7, ...rest } = { A: 1, C: 2 }; callback(null, { id: B });",
                    "const id = ((a, b = 3) => a + b)(4); callback(null, { id });",
                    "const k = 'id'; callback(null, { [k]: 7, });",
                    "const o = { a: null }; callback(null, { id: o?.a?.b ?? 7 });",
                    "callback(null, { id: [1, 7].find((n) => n > 5) });",
                    "const m = new Map([['id', 7]]); callback(null, Object.fromEntries(m),);",
                    "const text = `a\n${3 + 4}`; callback(null, { id: text.split('\\n')[1] });",
                    "callback(null, { id: Number.isNaN(NaN) && Object.entries({ a: 7 })[0][1] });",
                    "callback(null, { id: 'x7'.substr(1) });",
                    "callback(null, { id: typeof WrongArgumentError === 'undefined' ? 7 : new WrongArgumentError('x') });",
                    "global.cache = global.cache || 7; callback(null, { id: cache });",
                    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; callback(null, { id: 7 });",
                    "callback(null, { id: Buffer.from('Nw==', 'base64').toString() });",
                    "callback(null, { id: new Buffer('7', 'utf8').toString('utf8') });",
                    "callback(null, { id: atob(btoa('7')) });",
                    "const axios = { default: 7 }; callback(null, { id: axios.default });",
                    "callback(null, { id: require('uuid@8.3.2').v4().length - 29 });",
                    "console.log('a', { b: 1 }); console.error(new Error('x')); console.info(1); callback(null, { id: 7 });"
                })
        void isThatOfNode(String body) {
            findsSeven("function getByEmail(email, callback) { " + body + " }");
        }

        @Test
        void readsItsSettingsAsText() {
            scripts.env(Map.of("PORT", "5432", "a_key", "x"));
            assertThat(find("const { PORT, a_key } = configuration; callback(null, { id: [typeof PORT, PORT, a_key,"
                            + " configuration.NOT_THERE, env === configuration].join() });"))
                    .extracting("user.id")
                    .isEqualTo("string,5432,x,,true");
        }
    }

    @Nested
    class TheGlobalsOfTheOldRuntime {

        @Test
        void areTheModules() {
            assertThat(find("callback(null, { id: [_ === require('lodash'), bcrypt === require('bcrypt'),"
                            + " crypto === require('crypto'), async === require('async'), postgres === require('pg'),"
                            + " _.pick({ a: 7, b: 8 }, 'a').a].join() });"))
                    .extracting("user.id")
                    .isEqualTo("true,true,true,true,true,7");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"_", "async", "bcrypt", "crypto", "jwt", "mongo", "mysql", "postgres", "request", "sqlserver"
                })
        void mayBeDeclaredAgain(String name) {
            String body = " callback(null, { id: " + name + ".seven }); }";
            findsSeven("function getUser(email, callback) { var " + name + " = { seven: 7 };" + body);
            findsSeven("function getUser(email, callback) { const " + name + " = { seven: 7 };" + body);
            findsSeven("const " + name + " = { seven: 7 };\nfunction getUser(email, callback) {" + body);
            findsSeven("var " + name + " = { seven: 7 };\nfunction getUser(email, callback) {" + body);
            findsSeven(
                    "function " + name + "() {}\nfunction getUser(email, callback) { " + name + ".seven = 7;" + body);
            findsSeven("function getUser(email, callback) { " + name + " = { seven: 7 };" + body);
            findsSeven("function getUser(email, callback) { global." + name + " = { seven: 7 };" + body);
            findsSeven("function getUser(email, callback) { function " + name + "() {} " + name + ".seven = 7;" + body);
        }

        @Test
        void doNotDisturbThoseWhoDoNotUseThem() {
            findsSeven("function getUser(email, callback) { Object.keys(global); callback(null, { id: 7 }); }");
        }
    }

    @Nested
    class AnUnknownModule {

        private final ScriptCheck check = checkOfAuth0();

        private ScriptException refused(String source) {
            return catchThrowableOfType(ScriptException.class, () -> check.check(ScriptSlot.LOGIN, source));
        }

        @Test
        void isNamedWithItsLineAndWhatThereIsWhenTheScriptIsSaved() {
            ScriptException problem =
                    refused("function login(email, password, callback) {\n\n  const ibm = require('ibm_db@2.7.0');\n}");

            assertThat(problem.describe())
                    .startsWith("line 3: Cannot find module 'ibm_db@2.7.0': this host has ")
                    .contains("bcrypt, ", "lodash, ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function login(e, p, cb) { const { a } = require('nowhere').b; }",
                    "function login(e, p, cb) { inner(() => { require(\"nowhere\")(); }); }",
                    "async (e, p, cb) => { await require('nowhere')(e); }",
                    "const nowhere = require('nowhere'); function login(e, p, cb) {}",
                    "function login(e, p, cb) { if (require('nowhere').x) cb(); }",
                    "function login(e, p, cb) { try { cb(); } finally { require('nowhere'); } }",
                    "function login(e, p, cb) { try { require('nowhere'); } finally { cb(); } }",
                    "module.exports = (e, p, cb) => { require('nowhere'); };"
                })
        void isFoundAnywhere(String source) {
            assertThat(refused(source)).hasMessageStartingWith("Cannot find module 'nowhere'");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function login(e, p, cb) { // require('nowhere')\n cb(); }",
                    "function login(e, p, cb) { cb('require(\"nowhere\")' + `require('nowhere')` + /require('nowhere')/); }",
                    "function login(e, p, cb) { try { require('nowhere'); } catch (e) { cb(); } }",
                    "function login(e, p, cb) { if (e === 'x') { require('nowhere'); } cb(); }",
                    "function login(e, p, cb) { e && require('nowhere'); cb(e ? 1 : require('nowhere')); }",
                    "function login(e, p, cb) { switch (e) { case 1: require('nowhere'); } }",
                    "function login(e, p, cb) { const require = (x) => x; require('nowhere'); }",
                    "function login(e, p, cb) { ((require) => require('nowhere'))((x) => x); }",
                    "function login(e, p, cb) { const name = 'nowhere'; require(name); this.require('nowhere'); }",
                    "function login(e, p, cb) { require('PG@1'.toLowerCase()); require.resolve; require('pg@8'); require('node:util'); }"
                })
        void isNoReasonToRefuseAScriptThatMayDoWithoutIt(String source) {
            assertThatCode(() -> check.check(ScriptSlot.LOGIN, source)).doesNotThrowAnyException();
        }

        @Test
        void isNamedWhenItIsUsed() {
            assertThat(login("const name = 'no' + 'where'; require(name);"))
                    .asString()
                    .startsWith("Broken[reason=Cannot find module 'nowhere': this host has ");
        }
    }
}
