package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        API.at("/empty", new Answer(200, java.util.Map.of(), new byte[0]));
        API.at("/bytes", new Answer(200, java.util.Map.of(), new byte[] {0, (byte) 0xff}));
        API.at("/missing", Answer.json(404, "{\"error\":\"none\"}"));
        API.at("/moved", Answer.redirect(302, "/user"));
        API.at("/loop", Answer.redirect(302, "/loop"));
        API.at(
                "/challenge",
                question -> question.header("Authorization") == null
                        ? new Answer(
                                401, java.util.Map.of("WWW-Authenticate", List.of("Basic realm=\"x\"")), new byte[0])
                        : Answer.text(question.header("Authorization")));
        API.at(
                "/login",
                new Answer(
                        200,
                        java.util.Map.of("Set-Cookie", List.of("sid=1; Path=/; HttpOnly", "theme=dark; Path=/other")),
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
}
