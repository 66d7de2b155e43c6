package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("API", "http://localhost:" + API.port());

    @BeforeAll
    static void startApi() {
        API.at("/user", Answer.json(200, "{\"id\":7,\"name\":\"Ada\"}"));
        API.at("/text", Answer.text("\uFEFFplain"));
        API.at("/empty", new Answer(200, Map.of(), new byte[0]));
        API.at("/bytes", new Answer(200, Map.of(), new byte[] {0, (byte) 0xff}));
        API.at("/missing", Answer.json(404, "{\"error\":\"none\"}"));
        API.at("/moved", Answer.redirect(302, "/user"));
        API.at("/loop", Answer.redirect(302, "/loop"));
        API.at(
                "/challenge",
                question -> question.header("Authorization") == null
                        ? new Answer(401, Map.of("WWW-Authenticate", List.of("Basic realm=\"x\"")), new byte[0])
                        : Answer.text(question.header("Authorization")));
        API.at(
                "/login",
                new Answer(
                        200,
                        Map.of("Set-Cookie", List.of("sid=1; Path=/; HttpOnly", "theme=dark; Path=/other")),
                        new byte[0]));
        API.at(
                "/echo",
                question -> Answer.text(question.method() + " " + question.uri() + " " + question.header("Content-Type")
                        + " " + question.body()));
        API.at("/cookie", question -> Answer.text(String.valueOf(question.header("Cookie"))));
    }

    @AfterAll
    static void stopApi() {
        API.close();
    }

    /** What the callback of a call gets, as [error message, status, body]. */
    private Object called(String call) {
        return script.value(
                "const request = require('request'); const api = env.API; return await new Promise((resolve) => "
                        + call.replace(
                                "$cb",
                                "(error, response, body) => resolve([error && (error.code || error.message),"
                                        + " response && response.statusCode, body === undefined ? 'undefined' : body])")
                        + ");");
    }

    @Nested
    class ItsCallingStyles {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "request({ url: api + '/user', method: 'GET', json: true }, $cb)",
                    "request({ uri: api + '/user', json: true, callback: $cb })",
                    "request(api + '/user', { json: true }, $cb)",
                    "request.get({ url: api + '/user', json: true }, $cb)",
                    "request.get(api + '/user', { json: true }, $cb)",
                    "request.post({ url: api + '/user', json: { a: 1 } }, $cb)",
                    "request.put(api + '/user', { json: { a: 1 } }, $cb)",
                    "request.patch({ url: api + '/user', json: true, body: { a: 1 } }, $cb)",
                    "request.del({ url: api + '/user', json: true }, $cb)",
                    "request.delete({ url: api + '/user', json: true }, $cb)",
                    "request.defaults({ json: true, baseUrl: api })('/user', $cb)",
                    "request.defaults({ json: true }).get(api + '/user', $cb)",
                    "request.defaults({ json: true }).defaults({ baseUrl: api + '/' }).get({ uri: 'user' }, $cb)",
                    "request(new (function () { this.url = api + '/user'; this.json = true; })(), $cb)",
                    "require('request@2.81.0')({ url: { href: api + '/user' }, json: true }, $cb)",
                })
        void allGiveErrorResponseAndBody(String call) {
            assertThat(called(call)).asString().isEqualTo("[null, 200, {id=7, name=Ada}]");
        }

        @Test
        void worksUnderPromisify() {
            assertThat(script.value("const util = require('util'); const request = require('request');"
                            + "const [get, post] = [request.get, request.post].map(util.promisify);"
                            + "const { statusCode, body } = await post({ url: env.API + '/user', form: { a: 1 } });"
                            + "const other = await get(env.API + '/missing');"
                            + "return [statusCode, body, other.statusCode, other.statusMessage, other.body];"))
                    .asString()
                    .isEqualTo("[200, {\"id\":7,\"name\":\"Ada\"}, 404, Not Found, {\"error\":\"none\"}]");
        }

        @Test
        void emitsWhatHappens() {
            assertThat(script.value(
                            "const events = []; await new Promise((resolve) => require('request')(env.API + '/user')"
                                    + ".on('response', (response) => events.push('response ' + response.statusCode))"
                                    + ".on('data', (data) => events.push('data ' + Buffer.isBuffer(data)))"
                                    + ".on('end', () => events.push('end'))"
                                    + ".on('complete', (response, body) => { events.push('complete ' + body.length); resolve(); })"
                                    + ".on('error', (error) => events.push(error.message))); return events;"))
                    .asString()
                    .isEqualTo("[response 200, data true, end, complete 21]");
        }
    }

    @Nested
    class ABody {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "form: { user: 'a b', list: [1, 2], deep: { x: 'ü' }, none: undefined, nil: null }"
                            + "| application/x-www-form-urlencoded user=a%20b&list%5B0%5D=1&list%5B1%5D=2&deep%5Bx%5D=%C3%BC&nil=",
                    "form: 'a=b c!' | application/x-www-form-urlencoded a=b c%21",
                    "form: { list: [1, 2] }, qsStringifyOptions: { arrayFormat: 'brackets' }"
                            + "| application/x-www-form-urlencoded list%5B%5D=1&list%5B%5D=2",
                    "form: { list: [1, 2] }, useQuerystring: true | application/x-www-form-urlencoded list=1&list=2",
                    "json: { a: 'ü' } | application/json {\"a\":\"ü\"}",
                    "json: true, body: { a: [1] } | application/json {\"a\":[1]}",
                    "json: true, body: 'text' | application/json \"text\"",
                    "json: false, body: 'text' | null text",
                    "body: '{\"a\":1}', headers: { 'content-type': 'application/json' } | application/json {\"a\":1}",
                    "body: Buffer.from('bytes') | null bytes",
                    "body: ['two', Buffer.from('parts')] | null twoparts",
                    "json: true | null ",
                })
        void isSentAsItsOptionSays(String options, String sent) {
            String text = (String)
                    script.value(
                            "const { body } = await new Promise((resolve) => require('request').post({ url: env.API + '/echo', "
                                    + options
                                    + ", encoding: 'utf8' }, (error, response, body) => resolve({ body: error ? error.message : body }))); return body;");
            assertThat(text.strip()).isEqualTo("POST /echo " + sent);
        }

        @Test
        void thatIsAnObjectNeedsJson() {
            assertThat(called("request.post({ url: api + '/echo', body: { a: 1 } }, $cb)"))
                    .asString()
                    .isEqualTo("[Argument error, options.body., null, undefined]");
        }

        @Test
        void canHaveManyParts() {
            String text = (String) script.value(
                    "return await new Promise((resolve) => { const r = require('request').post({ url: env.API + '/echo',"
                            + " formData: { a: 'x', file: { value: Buffer.from('y'), options: { filename: 'f.txt', contentType: 'text/plain' } } } },"
                            + " (error, response, body) => resolve(body)); r.on('error', resolve); });");
            String later = (String) script.value(
                    "return await new Promise((resolve) => { const r = require('request').post(env.API + '/echo',"
                            + " (error, response, body) => resolve(body)); r.form().append('b', 'z'); });");

            assertThat(text)
                    .startsWith("POST /echo multipart/form-data; boundary=-----")
                    .contains("form-data; name=\"a\"\r\n\r\nx\r\n")
                    .contains("name=\"file\"; filename=\"f.txt\"\r\nContent-Type: text/plain\r\n\r\ny\r\n");
            assertThat(later).contains("form-data; name=\"b\"\r\n\r\nz\r\n");
        }
    }

    @Nested
    class AnAnswer {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{ url: api + '/user' } | [null, 200, {\"id\":7,\"name\":\"Ada\"}]",
                    "{ url: api + '/text' } | [null, 200, plain]",
                    "{ url: api + '/text', json: true } | [null, 200, plain]",
                    "{ url: api + '/empty' } | [null, 200, ]",
                    "{ url: api + '/empty', json: true } | [null, 200, undefined]",
                    "{ url: api + '/missing', json: true } | [null, 404, {error=none}]",
                    "{ url: api + '/bytes', encoding: 'hex' } | [null, 200, 00ff]",
                })
        void isParsedOnlyWithJson(String options, String result) {
            assertThat(called("request(" + options + ", $cb)")).asString().isEqualTo(result);
        }

        @Test
        void isABufferWithoutEncoding() {
            assertThat(
                            script.value(
                                    "return await new Promise((resolve) => require('request')({ url: env.API + '/bytes', encoding: null },"
                                            + " (error, response, body) => resolve([Buffer.isBuffer(body), body.toString('hex'), response.body === body])));"))
                    .asString()
                    .isEqualTo("[true, 00ff, true]");
        }

        @Test
        void describesItself() {
            assertThat(script.value(
                            "return await new Promise((resolve) => require('request').get({ url: env.API + '/moved', json: true },"
                                    + " (error, response) => { const json = JSON.parse(JSON.stringify(response)); resolve([response.request.uri.href === env.API + '/user',"
                                    + " response.request.method, response.headers['content-type'], response.httpVersion, response.rawHeaders.length % 2,"
                                    + " json.statusCode, json.body.id, json.request.method]); }));"))
                    .asString()
                    .isEqualTo("[true, GET, application/json, 1.1, 0, 200, 7, GET]");
        }
    }

    @Nested
    class AnUrl {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{ url: api + '/echo', qs: { q: 'a b', l: [1, 2], d: { x: 1 } } } | /echo?q=a%20b&l%5B0%5D=1&l%5B1%5D=2&d%5Bx%5D=1",
                    "{ url: api + '/echo?a=1&b=2', qs: { b: 3 } } | /echo?a=1&b=3",
                    "{ url: api + '/echo?a=1', qs: {} } | /echo?a=1",
                    "{ url: api + '/echo', qs: { l: [1, 2] }, useQuerystring: true } | /echo?l=1&l=2",
                    "{ baseUrl: api, url: '/echo' } | /echo",
                    "{ baseUrl: api + '/', url: 'echo' } | /echo",
                    "{ uri: { protocol: 'http:', hostname: 'localhost', port: api.split(':')[2], path: '/echo?x' } } | /echo?x",
                })
        void isMadeOfItsParts(String options, String sent) {
            assertThat(called("request(" + options + ", $cb)")).asString().startsWith("[null, 200, GET " + sent + " ");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{} | options.uri is a required argument",
                    "'not-a-url' | Invalid URI \"not-a-url\"",
                    "'ftp://example.org' | Invalid protocol: ftp:",
                    "{ baseUrl: api, url: 'http://elsewhere/' } | options.uri must be a path when using options.baseUrl",
                    "{ url: api, auth: { user: 1 } } | auth() received invalid user or password",
                })
        void thatCanNotBeUsedIsToldToTheCallback(String options, String message) {
            assertThat(called("request(" + options + ", $cb)"))
                    .asString()
                    .isEqualTo("[" + message + ", null, undefined]");
        }
    }

    @Nested
    class Credentials {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "auth: { user: 'u', pass: 'ü' } | Basic dTrDvA==",
                    "auth: { username: 'u', password: 'p' } | Basic dTpw",
                    "auth: { user: 'u' } | Basic dTo=",
                    "auth: { bearer: 'token' } | Bearer token",
                    "auth: { bearer: () => 'token' } | Bearer token",
                    "auth: { user: 'u', pass: 'p', sendImmediately: false } | Basic dTpw",
                })
        void goInAHeader(String option, String header) {
            assertThat(called("request({ url: api + '/challenge', " + option + " }, $cb)"))
                    .asString()
                    .isEqualTo("[null, 200, " + header + "]");
        }

        /** Auth0's template for an API with basic authentication, and a line to find a mistake with. */
        @Test
        void areNotSeenInAResponseThatIsPrinted() {
            String login = "function login(email, password, callback) { const request = require('request');"
                    + " request.get({ url: configuration.API + '/challenge', auth: { username: email, password: password } },"
                    + " function (err, response, body) { callback(new Error(JSON.stringify(response))); }); }";

            assertThat(script.in(ScriptDialect.AUTH0)
                            .login(login, LegacyQuery.byEmail("ada@example.org"), "pä\"ss wörd"))
                    .extracting("reason")
                    .asString()
                    .contains("\"body\":\"Basic ***\"", "\"authorization\":\"Basic ***\"");
        }

        @Test
        void canBeAddedToTheRequest() {
            assertThat(called("request.get(api + '/challenge', $cb).auth('u', 'p')"))
                    .asString()
                    .isEqualTo("[null, 200, Basic dTpw]");
        }
    }

    @Nested
    class Cookies {

        @Test
        void areKeptInAJarOnly() {
            assertThat(
                            script.value(
                                    "const request = require('request'); const jar = request.jar(); const get = (options) =>"
                                            + " new Promise((resolve) => request(options, (error, response, body) => resolve(body)));"
                                            + "await get({ url: env.API + '/login', jar }); jar.setCookie(request.cookie('own=2'), env.API);"
                                            + "return [await get({ url: env.API + '/cookie', jar }), await get(env.API + '/cookie'),"
                                            + " jar.getCookieString(env.API + '/other'), jar.getCookieString('http://example.org/')];"))
                    .asString()
                    .isEqualTo("[sid=1; own=2, null, theme=dark; sid=1; own=2, ]");
        }

        @Test
        void ofAForeignDomainAreRefused() {
            assertThat(
                            script.value(
                                    "const jar = require('request').jar(); const set = (text) => jar.setCookie(text, 'http://app.example.org/') !== undefined;"
                                            + "return [set('a=1; Domain=example.org'), set('a=1; Domain=other.org'), set('a=1; Domain=org'), set('b=1; Max-Age=0'),"
                                            + " jar.getCookieString('http://example.org/'), jar.getCookieString('http://notexample.org/'), jar.getCookieString('http://app.example.org/')];"))
                    .asString()
                    .isEqualTo("[true, false, false, true, a=1, , a=1]");
        }
    }

    @Nested
    class Redirects {

        @ParameterizedTest
        @CsvSource({"get,200", "head,200", "post,302", "put,302", "delete,302"})
        void areFollowedForReading(String method, int status) {
            assertThat(script.value("return await new Promise((resolve) => require('request')." + method
                            + "(env.API + '/moved', (error, response) => resolve(response.statusCode)));"))
                    .isEqualTo(status);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "method: 'POST', followAllRedirects: true | 200",
                    "followRedirect: false | 302",
                    "followRedirect: () => false | 302",
                    "followRedirect: (response) => response.statusCode === 302 | 200",
                })
        void areFollowedAsTheScriptSays(String options, int status) {
            assertThat(script.value(
                            "return await new Promise((resolve) => require('request')({ url: env.API + '/moved', "
                                    + options + " }, (error, response) => resolve(response.statusCode)));"))
                    .isEqualTo(status);
        }

        @Test
        void endSomewhere() {
            assertThat(called("request({ url: api + '/loop', maxRedirects: 2 }, $cb)"))
                    .asString()
                    .isEqualTo("[Exceeded maxRedirects. Probably stuck in a redirect loop http://localhost:"
                            + API.port() + "/loop, null, undefined]");
        }
    }

    @Nested
    class WhatACallbackThrows {

        @Test
        void isAnErrorOfTheScript() {
            String script =
                    "function login(email, password, callback) { require('request').get(configuration.API + '/user',"
                            + " function (error, response, body) { %s }); }";

            assertThat(login(script.formatted("throw new Error('bad ' + response.statusCode);")))
                    .asString()
                    .startsWith("Refused[reason=bad 200 (line 1, column ");
            assertThat(login(script.formatted("return callback(new Error(undeclared));")))
                    .isInstanceOf(LoginOutcome.Broken.class);
        }

        private LoginOutcome login(String source) {
            return script.in(ScriptDialect.AUTH0).login(source, LegacyQuery.byEmail("ada@example.org"), "x");
        }
    }

    @Nested
    class ItsPromises {

        @ParameterizedTest
        @ValueSource(
                strings = {"request-promise", "request-promise@1.0.2", "request-promise-native", "request-promise-any"})
        void giveTheBody(String name) {
            assertThat(
                            script.value(
                                    "const rp = require('" + name
                                            + "'); return [(await rp({ uri: env.API + '/user', json: true })).name,"
                                            + " await rp(env.API + '/text'), (await rp.get({ url: env.API + '/user', resolveWithFullResponse: true })).statusCode,"
                                            + " await rp.post(env.API + '/user').then((body) => body.length), await rp.defaults({ json: true })(env.API + '/user').promise().then((u) => u.id)];"))
                    .asString()
                    .isEqualTo("[Ada, plain, 200, 21, 7]");
        }

        @Test
        void areRejectedWithTheirErrors() {
            assertThat(script.value(
                            "const rp = require('request-promise'); const errors = require('request-promise/errors');"
                                    + "const e = await rp({ uri: env.API + '/missing', json: true }).catch((e) => e);"
                                    + "const f = await rp('http://nowhere.invalid/').catch((e) => e);"
                                    + "return [e.name, e instanceof errors.StatusCodeError, e instanceof Error, e.statusCode, e.message, e.error, e.response.body.error,"
                                    + " e.options.uri === env.API + '/missing', f.name, f instanceof errors.RequestError, f.message, f.cause.code, f.error === f.cause,"
                                    + " (await rp({ uri: env.API + '/missing', simple: false }))];"))
                    .asString()
                    .isEqualTo(
                            "[StatusCodeError, true, true, 404, 404 - {\"error\":\"none\"}, {error=none}, none, true,"
                                    + " RequestError, true, Error: getaddrinfo ENOTFOUND nowhere.invalid, ENOTFOUND, true, {\"error\":\"none\"}]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"request-promise", "request-promise@4.2.2", "request-promise-any"})
        void areThoseOfBluebird(String name) {
            assertThat(script.value("const rp = require('" + name + "'); const errors = require('" + name
                            + "/errors'); const seen = [];"
                            + "const options = { uri: env.API + '/missing', json: true };"
                            + "await rp(options).then(() => seen.push('no')).catch(errors.StatusCodeError, (reason) => seen.push(reason.statusCode));"
                            + "await rp(options).catch(errors.RequestError, () => seen.push('no')).catch({ statusCode: 404 }, (reason) => seen.push(reason.name));"
                            + "await rp(env.API + '/text').tap((text) => seen.push(text)).finally(() => seen.push('finally'));"
                            + "await rp({ uri: env.API + '/user', json: true, transform: (user) => [user.id, user.name] }).spread((id, name) => seen.push(id, name));"
                            + "await new Promise((resolve) => rp(env.API + '/text').asCallback((error, text) => resolve(seen.push(error, text))));"
                            + "return seen.concat(rp(env.API + '/text').promise() instanceof require('bluebird'));"))
                    .asString()
                    .isEqualTo("[404, StatusCodeError, plain, finally, 7, Ada, null, plain, true]");
        }

        @Test
        void areNativeWhereTheNameSaysSo() {
            assertThat(
                            script.value(
                                    "const rp = require('request-promise-native'); const request = rp(env.API + '/text');"
                                            + "return [request.promise() instanceof Promise, request.tap === undefined,"
                                            + " require('request-promise-native/errors').StatusCodeError === rp.errors.StatusCodeError];"))
                    .asString()
                    .isEqualTo("[true, true, true]");
        }

        @Test
        void canBeTransformed() {
            assertThat(script.value("const rp = require('request-promise'); let ended = 0;"
                            + "const good = await rp({ uri: env.API + '/user', json: true, transform: (body, response) => body.name + response.statusCode }).finally(() => ended++);"
                            + "const bad = await rp({ uri: env.API + '/user', transform: () => { throw new Error('no'); } }).catch((e) => e.name);"
                            + "return [good, bad, ended];"))
                    .asString()
                    .isEqualTo("[Ada200, TransformError, 1]");
        }
    }
}
