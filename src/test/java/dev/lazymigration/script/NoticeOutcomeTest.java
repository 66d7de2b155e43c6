package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.NoticeOutcome.Broken;
import dev.lazymigration.legacy.NoticeOutcome.Failed;
import dev.lazymigration.legacy.NoticeOutcome.Told;
import dev.lazymigration.legacy.NoticeOutcome.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeOutcomeTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @Nested
    class InAuthingsConvention {

        private NoticeOutcome told(String body) {
            return scripts.migrated("async function onMigrated(user, context) { " + body + " }");
        }

        @Test
        void theScriptGetsTheProfileWithKeycloaksIdAndTheRealm() {
            assertThat(
                            scripts.migrated(
                                    """
                            async function onMigrated(user, context) {
                              const { userPoolName, appId, request } = context;
                              throw new Error(JSON.stringify([user.id, user.email, user.keycloakId, userPoolName, appId,
                                request.ip, arguments.length]));
                            }"""))
                    .extracting("reason")
                    .asString()
                    .startsWith("[7,\"ada@example.org\",\"kc-7\",\"acme\",null,null,2]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "return null;",
                    "return false;",
                    "return 'whatever';",
                    "const loop = {}; loop.loop = loop; return loop;",
                    "return () => 1;",
                    "await new Promise((done) => setTimeout(done, 1));",
                    "return { then(done) { setTimeout(done, 1); } };",
                    "setTimeout(() => require('fake').echo(1), 1);"
                })
        void whateverItReturnsTheUserIsToldOf(String body) {
            assertThat(told(body)).isEqualTo(new Told());
            assertThat(scripts.migrated("function onMigrated(user) { " + body.replace("await ", "") + " }"))
                    .isEqualTo(new Told());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "throw new Error('no row');",
                    "throw 'no row';",
                    "throw new ValidationError('no row');",
                    "await Promise.reject(new Error('no row'));",
                    "return Promise.reject(new Error('no row'));"
                })
        void aScriptThatThrowsHasFailed(String body) {
            assertThat(told(body))
                    .isInstanceOf(Failed.class)
                    .extracting("reason")
                    .asString()
                    .contains("no row");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "throw new ServiceUnavailableError('down');",
                    "require('fake').fail('down');",
                    "try { require('fake').fail('down'); } catch (e) { throw new Error('other'); }",
                    "try { require('fake').fail('down'); } catch (e) { return true; }",
                    "setTimeout(() => require('fake').fail('down'), 1);"
                })
        void whatTheHostCouldNotReachIsUnavailableWhateverTheScriptMakesOfIt(String body) {
            assertThat(told(body))
                    .isInstanceOf(Unavailable.class)
                    .extracting("reason")
                    .asString()
                    .contains("down");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null.x;",
                    "require('no-such-module');",
                    "return new Promise(() => {});",
                    "Promise.reject(new Error('nobody listens'));",
                    "setTimeout(() => null.x, 1);"
                })
        void aMistakeInTheScriptIsBroken(String body) {
            assertThat(told(body)).isInstanceOf(Broken.class);
        }

        @Test
        void workThatTheScriptDoesNotWaitForIsDoneAllTheSame() {
            assertThat(told("setTimeout(() => setTimeout(() => { throw new Error('reached'); }, 1), 1);"))
                    .extracting("reason")
                    .asString()
                    .contains("reached");
        }

        @Test
        void aRunIsOverAtItsTimeLimit() {
            scripts.within(Duration.ofMillis(300));

            assertThat(told("for (;;) {}")).isEqualTo(new Unavailable("the script did not end within its time limit"));
            assertThat(told("setInterval(() => {}, 1);"))
                    .isEqualTo(new Unavailable("the script did not end within its time limit"));
        }

        @Test
        void theRunIsReportedAndAFailureIsTrouble() {
            told("console.log('told'); throw new Error('no row');");

            RunReport report = scripts.reports().get(0);
            assertThat(report.slot()).isEqualTo(ScriptSlot.ON_MIGRATED);
            assertThat(report.outcome()).isEqualTo("Failed");
            assertThat(report.isTrouble()).isTrue();
            assertThat(report.console()).containsExactly("log: told");
        }

        @Test
        void itsFunctionIsFoundByNameAmongOthers() {
            assertThat(
                            scripts.migrated(
                                    """
                            async function onMigrated(user) { mark(user.id); }
                            function mark(id) { throw new Error('marked ' + id); }"""))
                    .extracting("reason")
                    .asString()
                    .startsWith("marked 7");
        }
    }

    @Nested
    class InTheStyleOfAuth0 {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function onMigrated(user, callback) { callback(); }",
                    "function (user, callback) { callback(null, user); }",
                    "function (user, callback) { const o = {}; o.o = o; callback(null, o); }",
                    "(user, callback) => setTimeout(callback, 1)",
                    "function (user, context, callback) { callback(null); }",
                    "async function (user, callback) { setTimeout(callback, 1); }",
                    "async function (user, context, callback) { await null; }",
                    "async (user) => { await null; }",
                    "async () => {}",
                    "function (user) { setTimeout(() => require('fake').echo(1), 1); }"
                })
        void itIsOverWithTheCallbackOrWithAPromiseOrWithAFunctionThatTakesNoCallback(String script) {
            assertThat(inAuth0(script)).isEqualTo(new Told());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function (user, callback) { callback(new Error('7 acme')); }",
                    "function (user, callback) { callback('7 acme'); callback(); }",
                    "function (user, callback) { setTimeout(() => { throw new Error('7 acme'); }, 1); }",
                    "(user, context, callback) => callback(new Error(user.id + ' ' + context.userPoolName))",
                    "async (user, context, callback) => { throw new Error(user.id + ' ' + context.userPoolName); }",
                    "async (user) => { throw new Error(user.id + ' acme'); }",
                    "async (user, callback) => { callback(new Error(user.id + ' acme')); }"
                })
        void anErrorForTheCallbackOrOneThatIsThrownIsAFailure(String script) {
            assertThat(inAuth0(script))
                    .isInstanceOf(Failed.class)
                    .extracting("reason")
                    .asString()
                    .startsWith("7 acme");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "function (user, callback) {}",
                    "function (user, context, callback) {}",
                    "async function (user, callback) { await new Promise(() => {}); }"
                })
        void aFunctionThatForgetsItsCallbackIsBroken(String script) {
            assertThat(inAuth0(script)).isEqualTo(new Broken("the script never called its callback"));
        }

        private NoticeOutcome inAuth0(String script) {
            return scripts.in(ScriptDialect.AUTH0).migrated(script);
        }
    }
}
