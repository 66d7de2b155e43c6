package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeHttpScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("PORT", "" + API.port());

    @BeforeAll
    static void startApi() {
        API.at("/user", Answer.json(200, "{\"id\":7}"));
        API.at("/moved", Answer.redirect(302, "/user"));
        API.at(
                "/echo",
                question -> Answer.text(question.method() + " " + question.header("X-A") + " "
                        + question.header("Authorization") + " " + question.body()));
    }

    @AfterAll
    static void stopApi() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.request({ hostname: 'localhost', port: env.PORT, path: '/user', method: 'GET', headers: { a: 'b' } }, answered).end()",
                "http.request({ host: 'localhost', port: Number(env.PORT), path: '/user' }, answered).end()",
                "http.get('http://localhost:' + env.PORT + '/user', answered)",
                "http.get({ href: 'http://localhost:' + env.PORT + '/user' }, answered)",
                "http.request('http://localhost:' + env.PORT + '/other', { path: '/user', method: 'PUT' }, answered).end()",
                "http.get('http://localhost:' + env.PORT + '/user', { headers: {} }).on('response', answered)",
                "http.get({ protocol: 'http:', host: '127.0.0.1', port: env.PORT, path: '/user', agent: new http.Agent({ keepAlive: true }) }, answered)",
            })
    void givesTheAnswerAsAStream(String call) {
        assertThat(script.value("const http = require('http'); return await new Promise((resolve, reject) => {"
                        + "const answered = (res) => { let data = ''; res.setEncoding('utf8'); res.on('data', (chunk) => { data += chunk; });"
                        + " res.on('end', () => resolve([res.statusCode, res.statusMessage, res.headers['content-type'], JSON.parse(data).id])); };"
                        + call + ".on('error', reject); });"))
                .asString()
                .isEqualTo("[200, OK, application/json, 7]");
    }

    @Test
    void sendsWhatIsWritten() {
        assertThat(
                        script.value(
                                "const http = require('http'); return await new Promise((resolve) => {"
                                        + "const req = http.request({ hostname: 'localhost', port: env.PORT, path: '/echo', method: 'post', auth: 'u:p', headers: { 'X-A': 1, 'Content-Length': 6 } },"
                                        + " (res) => { const chunks = []; res.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks).toString())); });"
                                        + "req.setHeader('x-a', '2'); req.write('abc'); req.write(Buffer.from('de')); req.end('f'); });"))
                .isEqualTo("POST 2 Basic dTpw abcdef");
    }

    @Test
    void followsNoRedirect() {
        assertThat(
                        script.value(
                                "return await new Promise((resolve) => require('http').get('http://localhost:' + env.PORT + '/moved',"
                                        + " (res) => { res.resume(); res.on('end', () => resolve([res.statusCode, res.headers.location])); }));"))
                .asString()
                .isEqualTo("[302, /user]");
    }

    @Test
    void canBeReadInALoopAndPiped() {
        assertThat(script.value(
                        "const get = () => new Promise((resolve) => require('http').get('http://localhost:' + env.PORT + '/user', resolve));"
                                + "let text = ''; for await (const chunk of await get()) { text += chunk; }"
                                + "const piped = []; const res = await get(); await new Promise((resolve) => res.pipe({ write: (chunk) => piped.push(String(chunk)), end: resolve }));"
                                + "return [text, piped];"))
                .asString()
                .isEqualTo("[{\"id\":7}, [{\"id\":7}]]");
    }

    @Test
    void tellsOfErrorsThroughTheEvent() {
        assertThat(script.value(
                        "return await new Promise((resolve) => { const req = require('http').get('http://nowhere.invalid/');"
                                + " req.on('error', (e) => resolve([e.code, e.hostname, req.destroyed])); });"))
                .asString()
                .isEqualTo("[ENOTFOUND, nowhere.invalid, true]");
    }

    @Test
    void leavesItToTheScriptWhatATimeoutMeans() {
        try (RawServer server = RawServer.that(out -> Thread.sleep(60_000))) {
            assertThat(script.value(
                            "return await new Promise((resolve) => { const events = []; const req = require('http').get('"
                                    + server.url() + "');"
                                    + " req.setTimeout(50, () => { events.push('timeout'); req.destroy(); });"
                                    + " req.on('error', (e) => resolve(events.concat([e.code, e.message]))); });"))
                    .asString()
                    .isEqualTo("[timeout, ECONNRESET, socket hang up]");
        }
    }

    @Test
    void canBeAborted() {
        int before = API.received().size();

        assertThat(script.value(
                        "return await new Promise((resolve) => { const req = require('http').get('http://localhost:' + env.PORT + '/user', () => resolve('answered'));"
                                + " req.on('error', (e) => resolve(e.message)); req.abort(); });"))
                .isEqualTo("socket hang up");
        assertThat(API.received()).hasSize(before);
    }

    @Test
    void refusesWhatNodeRefuses() {
        assertThat(
                        script.value(
                                "const http = require('http'); const code = (work) => { try { work(); return null; } catch (e) { return e.code || e.message; } };"
                                        + "return [code(() => http.get('https://localhost/')), code(() => http.get({ path: '/a b' })), code(() => http.get({ headers: { 'a b': '1' } })),"
                                        + " code(() => http.request({}).write(7)), code(() => { const req = http.request({}); req.on('error', () => {}); req.end(); req.write('x'); }), code(() => http.createServer())];"))
                .asString()
                .isEqualTo(
                        "[ERR_INVALID_PROTOCOL, ERR_UNESCAPED_CHARACTERS, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_ARG_TYPE,"
                                + " ERR_STREAM_WRITE_AFTER_END, A script can not be a server]");
    }

    @Test
    void hasItsTables() {
        assertThat(
                        script.value(
                                "const http = require('http'); const https = require('node:https');"
                                        + "return [http.STATUS_CODES[404], http.METHODS.indexOf('POST') > 0, https.globalAgent instanceof https.Agent, https.globalAgent.options.ca,"
                                        + " new https.Agent({ keepAlive: true, maxSockets: 2 }).options.keepAlive, https.Agent({}).options !== undefined];"))
                .asString()
                .isEqualTo("[Not Found, true, true, [], true, true]");
    }
}
