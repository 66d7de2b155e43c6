package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxiosScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("API", "http://localhost:" + API.port());

    @BeforeAll
    static void startApi() {
        API.at("/user", Answer.json(200, "{\"id\":7,\"name\":\"Ada\"}"));
        API.at("/denied", Answer.json(401, "{\"error\":\"invalid_grant\"}"));
        API.at(
                "/echo",
                question -> Answer.text(question.method() + " " + question.uri() + " " + question.header("Content-Type")
                        + " " + question.body()));
    }

    @AfterAll
    static void stopApi() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "axios({ url: env.API + '/user', method: 'get', json: true })",
                "axios(env.API + '/user')",
                "axios(env.API + '/user', { method: 'POST', data: { a: 1 } })",
                "axios.default.get(env.API + '/user', { params: { q: 1 } })",
                "axios.request({ method: 'GET', url: env.API + '/user' })",
                "axios.post(env.API + '/user', { a: 1 }, { headers: { 'X-Key': 'k' }, timeout: 5000 })",
                "axios.create({ baseURL: env.API, timeout: 5000 }).get('/user')",
                "require('axios@0.22.0').get(env.API + '/user')",
            })
    void givesTheParsedBody(String call) {
        assertThat(script.value("const axios = require('axios'); const response = await " + call
                        + "; return [response.status, response.statusText, response.data];"))
                .asString()
                .isEqualTo("[200, OK, {id=7, name=Ada}]");
    }
}
