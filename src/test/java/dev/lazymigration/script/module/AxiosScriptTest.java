package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxiosScriptTest {

    private static final LocalHttp API = LocalHttp.start();

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(HttpSource.plain(), ReachableHosts.DEFAULT), new HashModule()))
            .env("API", "http://localhost:" + API.port());

    @BeforeAll
    static void startApi() {
        API.at("/user", Answer.json(200, "{\"id\":7,\"name\":\"Ada\"}"));
        API.at(
                "/headers",
                question -> Answer.text(question.header("Authorization") + " " + question.header("X-Common") + " "
                        + question.header("Content-Type") + " " + question.header("User-Agent")));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ a: 'ü' } | application/json {\"a\":\"ü\"}",
                "'a=b&c=d' | application/x-www-form-urlencoded a=b&c=d",
                "Buffer.from('bytes') | application/x-www-form-urlencoded bytes",
                "JSON.stringify({ a: 1 }), { headers: { 'Content-Type': 'application/json' } } | application/json {\"a\":1}",
                "JSON.stringify({ a: 1 }), { headers: { 'content-type': 'application/json' } } | application/json {\"a\":1}",
                "{ a: 1 }, { headers: { 'Content-Type': 'application/vnd.api+json' } } | application/vnd.api+json {\"a\":1}",
                "undefined | application/x-www-form-urlencoded",
            })
    void sendsWhatTheDataAre(String data, String sent) {
        String text =
                (String) script.value("return (await require('axios').post(env.API + '/echo', " + data + ")).data;");
        assertThat(text.strip()).isEqualTo("POST /echo " + sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ grant_type: 'password', username: 'a b@c', n: 5, no: false, none: null, u: undefined } | grant_type=password&username=a+b%40c&n=5&no=false",
                "{ a: [1, 'ü', null], 'b[]': [2], c: [] } | a%5B%5D=1&a%5B%5D=%C3%BC&b%5B%5D=2",
                "{ a: { b: [1, { c: 2 }] }, d: [{ e: 3 }] } | a%5Bb%5D%5B0%5D=1&a%5Bb%5D%5B1%5D%5Bc%5D=2&d%5B0%5D%5Be%5D=3",
                "{ at: new Date(0), bytes: Buffer.from('x') } | at=1970-01-01T00%3A00%3A00.000Z&bytes=eA%3D%3D",
            })
    void sendsAnObjectAsTheFormThatItsContentTypeSays(String data, String form) {
        for (String name : List.of("Content-Type", "content-type")) {
            String options = "{ headers: { '" + name + "': 'application/x-www-form-urlencoded' } }";
            for (String post : List.of(
                    "post(env.API + '/echo', " + data + ", " + options + ")",
                    "create(" + options + ").request({ url: env.API + '/echo', method: 'post', data: " + data
                            + " })")) {
                assertThat(script.value("return (await require('axios@1.2.1')." + post + ").data;"))
                        .isEqualTo("POST /echo application/x-www-form-urlencoded " + form);
            }
        }
    }

    @Test
    void sendsFormsOfFormData() {
        assertThat(
                        (String)
                                script.value(
                                        "const FormData = require('form-data'); const form = new FormData(); form.append('a', 'b');"
                                                + "return (await require('axios').post(env.API + '/echo', form, { headers: form.getHeaders() })).data;"))
                .startsWith("POST /echo multipart/form-data; boundary=--")
                .contains("name=\"a\"\r\n\r\nb\r\n");
        assertThat((String)
                        script.value("return (await require('axios').postForm(env.API + '/echo', { a: 'b' })).data;"))
                .startsWith("POST /echo multipart/form-data; boundary=--")
                .contains("name=\"a\"\r\n\r\nb\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ params: { q: 'a b', l: [1, 2], n: null, d: new Date(0), o: { x: 1 } } }"
                        + "| /echo?q=a+b&l[]=1&l[]=2&d=1970-01-01T00:00:00.000Z&o=%7B%22x%22:1%7D",
                "{ params: { a: 1 }, paramsSerializer: (params) => 'own=' + params.a } | /echo?own=1",
            })
    void putsParametersIntoTheQuery(String config, String sent) {
        assertThat(
                        (String)
                                script.value(
                                        "return decodeURI((await require('axios').get(env.API + '/echo', " + config
                                                + ")).data.split(' ')[1].replace(/%7B/g, '%257B').replace(/%22/g, '%2522').replace(/%7D/g, '%257D'));"))
                .isEqualTo(sent);
    }

    @Test
    void rejectsOtherStatusesThan2xx() {
        assertThat(
                        script.value(
                                "const axios = require('axios'); const e = await axios.post(env.API + '/denied', {}).catch((e) => e);"
                                        + "return [e.message, e.name, e.code, e.isAxiosError, axios.isAxiosError(e), e instanceof axios.AxiosError, e instanceof Error,"
                                        + " e.response.status, e.response.statusText, e.response.data.error, e.response.headers['content-type'], e.config.method,"
                                        + " e.request !== undefined, e.toJSON().status, JSON.parse(JSON.stringify(e)).message];"))
                .asString()
                .isEqualTo(
                        "[Request failed with status code 401, AxiosError, ERR_BAD_REQUEST, true, true, true, true, 401, Unauthorized,"
                                + " invalid_grant, application/json, post, true, 401, Request failed with status code 401]");
    }

    @Test
    void letsTheScriptSayWhichStatusIsRight() {
        assertThat(script.value(
                        "const axios = require('axios'); return [(await axios.get(env.API + '/denied', { validateStatus: (s) => s < 500 })).data.error,"
                                + " (await axios({ url: env.API + '/denied', validateStatus: null })).status];"))
                .asString()
                .isEqualTo("[invalid_grant, 401]");
    }

    @Test
    void hasItsInterceptorsAndTransformers() {
        assertThat(script.value(
                        "const axios = require('axios').create({ baseURL: env.API, headers: { common: { 'X-Common': 'c' } } });"
                                + "axios.interceptors.request.use((config) => { config.headers.Authorization = 'Bearer t'; return config; });"
                                + "axios.interceptors.response.use((response) => ({ ...response, seen: true }), (error) => Promise.reject(new Error('wrapped ' + error.response.status)));"
                                + "axios.defaults.headers.post['Content-Type'] = 'text/x';"
                                + "const r = await axios.post('/headers', 'x', { transformResponse: [(data) => data.split(' ')] });"
                                + "return [r.data, r.seen, await axios.get('/denied').catch((e) => e.message)];"))
                .asString()
                .isEqualTo("[[Bearer, t, c, text/x, axios/0.27.2], true, wrapped 401]");
    }

    @Test
    void canBeCancelled() {
        assertThat(
                        script.value(
                                "const axios = require('axios'); const source = axios.CancelToken.source();"
                                        + "const running = axios.get(env.API + '/user', { cancelToken: source.token }).catch((e) => [axios.isCancel(e), e.message]); source.cancel('stop');"
                                        + "const signal = { aborted: true, addEventListener() {}, removeEventListener() {} };"
                                        + "return [await running, await axios.get(env.API + '/user', { signal }).catch((e) => [axios.isCancel(e), e.name])];"))
                .asString()
                .isEqualTo("[[true, stop], [true, CanceledError]]");
    }

    @Test
    void givesBytesAndStreams() {
        assertThat(
                        script.value(
                                "const axios = require('axios'); const bytes = (await axios.get(env.API + '/user', { responseType: 'arraybuffer' })).data;"
                                        + "const stream = (await axios.get(env.API + '/user', { responseType: 'stream' })).data; let text = '';"
                                        + "await new Promise((resolve) => stream.on('data', (chunk) => (text += chunk)).on('end', resolve));"
                                        + "return [Buffer.isBuffer(bytes), bytes.toString(), text, (await axios.get(env.API + '/user', { responseType: 'text', transformResponse: (x) => x })).data];"))
                .asString()
                .isEqualTo(
                        "[true, {\"id\":7,\"name\":\"Ada\"}, {\"id\":7,\"name\":\"Ada\"}, {\"id\":7,\"name\":\"Ada\"}]");
    }

    @Test
    void keepsTheScriptsOwnLimits() {
        assertThat(
                        script.value(
                                "const axios = require('axios'); return [await axios.get(env.API + '/user', { maxContentLength: 3 }).catch((e) => [e.code, e.message]),"
                                        + " await axios.post(env.API + '/user', 'four', { maxBodyLength: 3 }).catch((e) => e.message)];"))
                .asString()
                .isEqualTo(
                        "[[ERR_BAD_RESPONSE, maxContentLength size of 3 exceeded], Request body larger than maxBodyLength limit]");
    }

    @Test
    void hasAllAndSpread() {
        assertThat(script.value(
                        "const axios = require('axios'); return await axios.all([axios.get(env.API + '/user'), axios.head(env.API + '/user')])"
                                + ".then(axios.spread((one, other) => [one.data.id, other.status, other.data]));"))
                .asString()
                .isEqualTo("[7, 200, ]");
    }

    @Test
    void authorizesWithAuth() {
        assertThat(
                        script.value(
                                "return (await require('axios').get(env.API + '/headers', { auth: { username: 'u', password: 'p' }, headers: { authorization: 'other' } })).data;"))
                .asString()
                .startsWith("Basic dTpw");
    }

    @Test
    void keepsThePasswordOutOfTheHeadersOfTheConfiguration() {
        assertThat(
                        script.value(
                                "const given = { auth: { username: 'u', password: 'p' } }; const axios = require('axios');"
                                        + "const { config } = await axios.get(env.API + '/headers', given);"
                                        + "const error = await axios.get(env.API + '/denied', given).catch((error) => error);"
                                        + "return [config, error.config, error.response.config].map(({ headers }) => 'Authorization' in headers);"))
                .asString()
                .isEqualTo("[false, false, false]");
    }
}
