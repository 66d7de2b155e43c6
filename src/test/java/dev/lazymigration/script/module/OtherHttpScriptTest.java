package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** got, superagent and needle: what is common of each. */
class OtherHttpScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("API", "http://localhost:" + API.port());

    @BeforeAll
    static void startApi() {
        API.at("/user", Answer.json(200, "{\"id\":7}"));
        API.at("/denied", Answer.json(401, "{\"error\":\"no\"}"));
        API.at("/moved", Answer.redirect(302, "/user"));
        API.at("/loop", Answer.redirect(302, "/loop"));
        API.at(
                "/echo",
                question -> Answer.json(
                        200,
                        "{\"it\":\""
                                + (question.method() + " " + question.uri() + " " + question.header("Content-Type")
                                                + " " + question.header("Authorization") + " " + question.body())
                                        .replace("\"", "'")
                                + "\"}"));
    }

    @AfterAll
    static void stopApi() {
        API.close();
    }

    @Nested
    class Got {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "got.post(env.API + '/echo', { json: { a: 1 } }) | POST /echo application/json null {'a':1}",
                    "got.post(env.API + '/echo', { form: { a: 'b c' } }) | POST /echo application/x-www-form-urlencoded null a=b%20c",
                    "got(env.API + '/echo', { searchParams: { q: 'x' }, username: 'u', password: 'p' }) | GET /echo?q=x null Basic dTpw ",
                    "got.extend({ prefixUrl: env.API, headers: { authorization: 't' } })('echo', { method: 'PUT', body: 'b' }) | PUT /echo null t b",
                    "got.get({ url: env.API + '/echo' }) | GET /echo null null ",
                })
        void asks(String call, String sent) {
            assertThat(script.value("const got = require('got'); return (await " + call + ".json()).it.trim();"))
                    .isEqualTo(sent.strip());
        }

        @Test
        void givesTheResponseOrItsBody() {
            assertThat(
                            script.value(
                                    "const got = require('got'); const r = await got(env.API + '/moved', { responseType: 'json' });"
                                            + "return [r.statusCode, r.body.id, r.headers['content-type'], await got(env.API + '/user').text(), (await got(env.API + '/user').buffer()).length,"
                                            + " (await got(env.API + '/user', { resolveBodyOnly: true, responseType: 'json' })).id];"))
                    .asString()
                    .isEqualTo("[200, 7, application/json, {\"id\":7}, 8, 7]");
        }

        @Test
        void failsWithItsErrors() {
            assertThat(script.value(
                            "const got = require('got'); const e = await got(env.API + '/denied', { responseType: 'json' }).catch((e) => e);"
                                    + "const f = await got('http://nowhere.invalid/').catch((e) => [e.name, e.code]); const g = await got(env.API + '/loop').catch((e) => e.name);"
                                    + "return [e.name, e instanceof got.HTTPError, e.message, e.response.statusCode, e.response.body.error, f, g,"
                                    + " (await got(env.API + '/denied', { throwHttpErrors: false })).statusCode];"))
                    .asString()
                    .isEqualTo(
                            "[HTTPError, true, Response code 401 (Unauthorized), 401, no, [RequestError, ENOTFOUND], MaxRedirectsError, 401]");
        }
    }

    @Nested
    class Superagent {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "superagent.post(env.API + '/echo').send({ a: 1 }).send({ b: 2 }) | POST /echo application/json null {'a':1,'b':2}",
                    "superagent.post(env.API + '/echo').type('form').send({ a: 'b c' }) | POST /echo application/x-www-form-urlencoded null a=b%20c",
                    "superagent.get(env.API + '/echo').query({ q: 'x' }).auth('u', 'p') | GET /echo?q=x null Basic dTpw ",
                    "superagent.put(env.API + '/echo', 'a=b').set('Authorization', 't') | PUT /echo application/x-www-form-urlencoded t a=b",
                    "superagent('DELETE', env.API + '/echo') | DELETE /echo null null ",
                })
        void asks(String call, String sent) {
            assertThat(script.value(
                            "const superagent = require('superagent'); return (await " + call + ").body.it.trim();"))
                    .isEqualTo(sent.strip());
        }

        @Test
        void givesItsResponseAndItsErrors() {
            assertThat(
                            script.value(
                                    "const superagent = require('superagent'); const r = await superagent.get(env.API + '/moved');"
                                            + "const e = await superagent.get(env.API + '/denied').catch((e) => e); const called = await new Promise((resolve) =>"
                                            + " superagent.get(env.API + '/denied').end((error, response) => resolve([error.status, response.body.error])));"
                                            + "return [r.status, r.ok, r.body.id, r.text, r.type, e.status, e.message, e.response.unauthorized, called,"
                                            + " (await superagent.get('http://nowhere.invalid/').catch((e) => e.code)), (await superagent.get(env.API + '/moved').redirects(0).ok((r) => r.status < 400)).status];"))
                    .asString()
                    .isEqualTo(
                            "[200, true, 7, {\"id\":7}, application/json, 401, Unauthorized, true, [401, no], ENOTFOUND, 302]");
        }
    }

    @Nested
    class Needle {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "needle('post', env.API + '/echo', { a: 1 }, { json: true }) | POST /echo application/json null {'a':1}",
                    "needle('post', env.API + '/echo', { a: 'b c' }) | POST /echo application/x-www-form-urlencoded null a=b%20c",
                    "needle('get', env.API + '/echo', { username: 'u', password: 'p' }) | GET /echo null Basic dTpw ",
                    "new Promise((resolve, reject) => needle.post(env.API + '/echo', 'raw', (e, r) => e ? reject(e) : resolve(r)))"
                            + "| POST /echo application/x-www-form-urlencoded null raw",
                    "new Promise((resolve, reject) => needle.get(env.API + '/echo', { headers: { authorization: 't' } }, (e, r, body) => e ? reject(e) : resolve({ body })))"
                            + "| GET /echo null t ",
                })
        void asks(String call, String sent) {
            assertThat(script.value("const needle = require('needle'); return (await " + call + ").body.it.trim();"))
                    .isEqualTo(sent.strip());
        }

        @Test
        void givesItsResponseAndItsErrors() {
            assertThat(
                            script.value(
                                    "const needle = require('needle'); return [(await needle('get', env.API + '/denied')).statusCode, (await needle('get', env.API + '/moved')).statusCode,"
                                            + " (await needle('get', env.API + '/moved', { follow_max: 2 })).body.id, await needle('get', 'http://nowhere.invalid/').catch((e) => e.code)];"))
                    .asString()
                    .isEqualTo("[401, 302, 7, ENOTFOUND]");
        }
    }
}
