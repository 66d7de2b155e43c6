package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

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

class FetchScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("API", "http://localhost:" + API.port());

    @BeforeAll
    static void startApi() {
        API.at(
                "/user",
                new Answer(
                        200,
                        Map.of("Content-Type", List.of("application/json"), "X-Two", List.of("a", "b")),
                        "{\"id\":7}".getBytes()));
        API.at("/missing", Answer.json(404, "{\"error\":\"none\"}"));
        API.at("/empty", new Answer(204, Map.of(), new byte[0]));
        API.at("/moved", Answer.redirect(302, "/user"));
        API.at("/loop", Answer.redirect(302, "/loop"));
        API.at(
                "/echo",
                question ->
                        Answer.text(question.method() + " " + question.header("Content-Type") + " " + question.body()));
        API.at("/agent", question -> Answer.text(question.header("User-Agent")));
    }

    @AfterAll
    static void stopApi() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch",
                "require('node-fetch')",
                "require('node-fetch').default",
                "require('node-fetch@2.6.1')",
                "require('isomorphic-fetch')",
                "require('cross-fetch')",
                "require('undici').fetch",
                "(input, init) => fetch(new Request(input, init))",
                "(input, init) => require('node-fetch')({ href: input, toString() { return input; } }, init)",
            })
    void gives(String function) {
        assertThat(script.value("const get = " + function + "; const r = await get(env.API + '/user', { method: 'GET',"
                        + " headers: { Accept: 'application/json' } });"
                        + "const copy = r.clone(); return [r.ok, r.status, r.statusText, r.headers.get('X-TWO'), r.url === env.API + '/user',"
                        + " r.redirected, await r.json(), await copy.text(), r.bodyUsed];"))
                .asString()
                .isEqualTo("[true, 200, OK, a, b, true, false, {id=7}, {\"id\":7}, true]");
    }

    @Test
    void isThereInTheDialectOfAuth0Too() {
        assertThat(script.in(ScriptDialect.AUTH0)
                        .login(
                                "async function login(email, password, callback) { const response = await fetch(configuration.API + '/user',"
                                        + " { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) });"
                                        + " const user = await response.json(); return callback(null, { user_id: user.id }); }",
                                dev.lazymigration.legacy.LegacyQuery.byEmail("ada@example.org"),
                                "x"))
                .isInstanceOf(dev.lazymigration.legacy.LoginOutcome.Authenticated.class);
        assertThat(API.last().body()).isEqualTo("{\"email\":\"ada@example.org\",\"password\":\"x\"}");
    }

    @Nested
    class ABody {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'text' | text/plain;charset=UTF-8 text",
                    "Buffer.from('bytes') | null bytes",
                    "new Uint8Array([104, 105]) | null hi",
                    "new Blob(['a', 'b'], { type: 'text/x' }) | text/x ab",
                    "JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } | application/json {\"a\":1}",
                    "new Form({ user: 'a b', pass: 'ü&' }) | application/x-www-form-urlencoded;charset=UTF-8 user=a+b&pass=%C3%BC%26",
                })
        void goesWithItsContentType(String body, String sent) {
            String form = "function Form(o) { this.o = o; } Form.prototype = { append() {}, getAll() {},"
                    + " toString() { return 'user=a+b&pass=%C3%BC%26'; } };";
            assertThat(script.value(form + "return (await fetch(env.API + '/echo', { method: 'POST', body: " + body
                            + " })).text();"))
                    .isEqualTo("POST " + sent);
        }

        @Test
        void canBeAForm() {
            String text = (String) script.value(
                    "const form = new FormData(); form.append('a', 'ü'); form.append('b', new Blob(['x']), 'f\"1.txt');"
                            + "return (await fetch(env.API + '/echo', { method: 'POST', body: form })).text();");

            String boundary =
                    text.substring(text.indexOf("boundary=") + 9, text.indexOf(" ", text.indexOf("boundary=")));
            assertThat(text)
                    .isEqualTo("POST multipart/form-data; boundary=" + boundary + " --" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nü\r\n--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"b\"; filename=\"f%221.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--"
                            + boundary + "--\r\n");
        }

        @Test
        void canBeReadOnceInManyWays() {
            assertThat(script.value("const get = () => fetch(env.API + '/user');"
                            + "const r = await get(); await r.text(); const again = await r.text().catch((e) => e.name);"
                            + "const chunks = []; for await (const chunk of (await get()).body) { chunks.push(chunk); }"
                            + "const reader = (await get()).body.getReader(); const first = await reader.read();"
                            + "return [again, (await (await get()).arrayBuffer()).byteLength, (await (await get()).buffer()).toString(),"
                            + " await (await (await get()).blob()).text(), Buffer.concat(chunks).toString(),"
                            + " first.value.length, (await reader.read()).done, (await fetch(env.API + '/empty')).body,"
                            + " await (await fetch(env.API + '/empty')).text()];"))
                    .asString()
                    .isEqualTo("[TypeError, 8, {\"id\":7}, {\"id\":7}, {\"id\":7}, 8, true, null, ]");
        }
    }

    @Nested
    class Redirects {

        @Test
        void areFollowedUnlessTheScriptSaysNot() {
            assertThat(
                            script.value(
                                    "const r = await fetch(env.API + '/moved'); const m = await fetch(env.API + '/moved', { redirect: 'manual' });"
                                            + "return [r.redirected, r.url === env.API + '/user', m.status, m.headers.get('location')];"))
                    .asString()
                    .isEqualTo("[true, true, 302, /user]");
        }

        @Test
        void endInTheErrorsOfEach() {
            assertThat(
                            script.value(
                                    "const nodeFetch = require('node-fetch'); const loop = env.API + '/loop'; const shown = (e) => [e.name, e.type, e.cause && e.cause.message, e.message.replace(env.API, '')];"
                                            + "return [await fetch(loop).catch(shown), await nodeFetch(loop).catch(shown),"
                                            + " await fetch(loop, { redirect: 'error' }).catch(shown), await nodeFetch(loop, { redirect: 'error' }).catch(shown)];"))
                    .asString()
                    .isEqualTo(
                            "[[TypeError, null, redirect count exceeded, fetch failed],"
                                    + " [FetchError, max-redirect, null, maximum redirect reached at: /loop],"
                                    + " [TypeError, null, unexpected redirect, fetch failed],"
                                    + " [FetchError, no-redirect, null, uri requested responds with a redirect, redirect mode is set to error: /loop]]");
        }
    }

    @Test
    void failuresAreThoseOfEach() {
        assertThat(script.value(
                        "const nodeFetch = require('node-fetch'); const shown = (e) => [e.name, e.type, e.code, e.cause && e.cause.code, e.message];"
                                + "const url = 'http://nowhere.invalid/path?secret=1';"
                                + "return [await fetch(url).catch(shown), await nodeFetch(url).catch(shown), await fetch('/relative').catch(shown),"
                                + " await nodeFetch('/relative').catch(shown), await nodeFetch('ftp://x/').catch(shown), await fetch('http://u:p@localhost/').catch(shown),"
                                + " await fetch(env.API, { body: 'x' }).catch(shown)];"))
                .asString()
                .isEqualTo("[[TypeError, null, null, ENOTFOUND, fetch failed],"
                        + " [FetchError, system, ENOTFOUND, null, request to http://nowhere.invalid/path failed, reason: getaddrinfo ENOTFOUND nowhere.invalid],"
                        + " [TypeError, null, null, null, Failed to parse URL], [TypeError, null, null, null, Only absolute URLs are supported],"
                        + " [TypeError, null, null, null, Only HTTP(S) protocols are supported],"
                        + " [TypeError, null, null, null, Request cannot be constructed from a URL that includes credentials],"
                        + " [TypeError, null, null, null, Request with GET/HEAD method cannot have body.]]");
    }

    @Test
    void knowsTheGlobalsOfTheWeb() {
        assertThat(
                        script.value(
                                "const form = new URLSearchParams({ user: 'a b', pass: 'ü&' }); const axios = require('axios'); const text = (r) => r.text();"
                                        + "const echo = new URL('/echo', env.API); const request = require('request-promise');"
                                        + "return [await fetch(echo, { method: 'POST', body: form }).then(text), await require('node-fetch')(echo, { method: 'POST', body: form }).then(text),"
                                        + " (await axios.post(echo.href, form)).data, await request.post({ url: echo, form: form.toString() }),"
                                        + " (await axios.get(env.API + '/user', { params: new URLSearchParams({ a: 1 }) })).data.id];"))
                .asString()
                .isEqualTo("[POST application/x-www-form-urlencoded;charset=UTF-8 user=a+b&pass=%C3%BC%26,"
                        + " POST application/x-www-form-urlencoded;charset=UTF-8 user=a+b&pass=%C3%BC%26,"
                        + " POST application/x-www-form-urlencoded;charset=utf-8 user=a+b&pass=%C3%BC%26,"
                        + " POST application/x-www-form-urlencoded user=a+b&pass=%C3%BC%26, 7]");
    }

    @Test
    void anAbortControllerEndsIt() {
        assertThat(script.value(
                        "const controller = new AbortController(); const running = fetch(env.API + '/user', { signal: controller.signal });"
                                + "controller.abort(); const own = new AbortController(); own.abort(new Error('mine'));"
                                + "return [await running.catch((e) => [e.name, e instanceof DOMException]), await fetch(env.API, { signal: own.signal }).catch((e) => e.message),"
                                + " await require('axios').get(env.API, { signal: controller.signal }).catch((e) => e.name),"
                                + " (await fetch(env.API + '/user', { signal: AbortSignal.timeout(20000) })).status];"))
                .asString()
                .isEqualTo("[[AbortError, true], mine, CanceledError, 200]");
    }

    @Test
    void anAbortedSignalEndsIt() {
        String signal =
                "const signal = { aborted: false, listeners: [], addEventListener(name, work) { this.listeners.push(work); },"
                        + " abort() { this.aborted = true; this.listeners.forEach((work) => work()); } };";
        assertThat(
                        script.value(
                                signal
                                        + "const running = fetch(env.API + '/user', { signal }).catch((e) => e.name); signal.abort();"
                                        + "return [await running, await require('node-fetch')(env.API, { signal }).catch((e) => e.type)];"))
                .asString()
                .isEqualTo("[AbortError, aborted]");
    }

    @Test
    void nodeFetchHasATimeout() {
        try (RawServer server = RawServer.that(out -> Thread.sleep(60_000))) {
            assertThat(script.value("return await require('node-fetch')('" + server.url()
                            + "', { timeout: 50 }).catch((e) => [e.name, e.type]);"))
                    .asString()
                    .isEqualTo("[FetchError, request-timeout]");
        }
    }

    @Test
    void headersAreThoseOfTheWeb() {
        assertThat(script.value("const h = new Headers({ 'X-B': '1', a: 'x' }); h.append('x-b', '2'); h.set('C', 3);"
                        + "const seen = []; h.forEach((value, name) => seen.push(name + '=' + value));"
                        + "return [seen, h.get('X-B'), h.get('none'), h.has('A'), [...h].length, [...new Headers([['d', 'e']]).keys()],"
                        + " h.raw()['x-b'], Object.prototype.toString.call(h), new Headers(h).get('c')];"))
                .asString()
                .isEqualTo("[[a=x, c=3, x-b=1, 2], 1, 2, null, true, 3, [d], [1, 2], [object Headers], 3]");
    }

    @Test
    void responsesCanBeMade() {
        assertThat(
                        script.value(
                                "const r = new Response('{\"a\":1}', { status: 201, headers: { x: 'y' } });"
                                        + "return [r.status, r.ok, (await r.json()).a, r.headers.get('x'), (await Response.json([1])).headers.get('content-type')];"))
                .asString()
                .isEqualTo("[201, true, 1, y, application/json]");
    }

    @Test
    void twoAtOnceAreAnsweredOneAfterTheOther() {
        assertThat(script.value(
                        "const all = await Promise.all(['/user', '/missing'].map((path) => fetch(env.API + path)));"
                                + "return all.map((response) => response.status);"))
                .asString()
                .isEqualTo("[200, 404]");
    }

    @Test
    void undiciHasRequestToo() {
        assertThat(script.value("const { request } = require('undici');"
                        + "const { statusCode, headers, body } = await request(env.API + '/echo', { method: 'POST', query: { a: 'b c' }, body: 'x' });"
                        + "return [statusCode, typeof headers, await body.text()];"))
                .asString()
                .isEqualTo("[200, object, POST text/plain;charset=UTF-8 x]");
    }
}
