package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.LocalHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.connections.httpclient.HttpClientBuilder;
import org.keycloak.connections.httpclient.ProxyMappings;

/** What holds for every HTTP module, since all ask through the same primitive; Keycloak's own builder makes the client. */
class HttpScriptTest {

    private static final LegacyQuery ADA = LegacyQuery.byEmail("ada@example.org");
    private static final HttpSource KEYCLOAK = HttpSource.of(new HttpClientBuilder().build(), Optional::empty);

    private final LocalHttp api = LocalHttp.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private static NodeScript script(ReachableHosts hosts) {
        return NodeScript.on(List.of(new HttpModule(KEYCLOAK, hosts), new HashModule()));
    }

    private static NodeScript script() {
        return script(ReachableHosts.DEFAULT);
    }

    private NodeScript api() {
        return script().env("API", api.url(""));
    }

    /** The error of a GET, as [code, message]. */
    private static Object failure(NodeScript script, String url, String options) {
        return script.value("return await require('axios').get('" + url + "', " + options
                + ").then((r) => 'status ' + r.status, (error) => [error.code, error.message]);");
    }

    private static Object failure(String url) {
        return failure(script(), url, "{}");
    }

    @Nested
    class AFailureIsNodes {

        @Test
        void whenNobodyListens() throws IOException {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }

            assertThat(script().value("return await require('axios').get('http://127.0.0.1:" + port + "/').catch((e) =>"
                            + " [e.message, e.code, e.errno, e.syscall, e.address, e.port === " + port
                            + ", e.isAxiosError, e.response === undefined]);"))
                    .asString()
                    .isEqualTo("[connect ECONNREFUSED 127.0.0.1:" + port
                            + ", ECONNREFUSED, -111, connect, 127.0.0.1, true, true, true]");
        }

        @Test
        void whenThereIsNoSuchHost() {
            assertThat(
                            script().value(
                                            "return await new Promise((resolve) => require('request')('http://nowhere.invalid/',"
                                                    + " (e) => resolve([e.message, e.code, e.errno, e.syscall, e.hostname])));"))
                    .asString()
                    .isEqualTo(
                            "[getaddrinfo ENOTFOUND nowhere.invalid, ENOTFOUND, -3008, getaddrinfo, nowhere.invalid]");
        }

        @Test
        void whenTheServerHangsUp() {
            try (RawServer server = RawServer.sending("")) {
                assertThat(failure(server.url())).asString().isEqualTo("[ECONNRESET, socket hang up]");
            }
        }

        @Test
        void whenTheAnswerIsTruncated() {
            try (RawServer server = RawServer.sending("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) {
                assertThat(failure(server.url())).asString().isEqualTo("[ECONNRESET, aborted]");
            }
        }

        @Test
        void whenItIsNoHttp() {
            try (RawServer server = RawServer.sending("SSH-2.0-OpenSSH_9.6\r\n")) {
                assertThat(failure(server.url())).asString().contains("HPE_INVALID_CONSTANT");
            }
        }

        @Test
        void whenTheServerIsTooSlowForTheScript() {
            try (RawServer server = RawServer.that(out -> Thread.sleep(60_000))) {
                assertThat(failure(script(), server.url(), "{ timeout: 50 }"))
                        .asString()
                        .isEqualTo("[ECONNABORTED, timeout of 50ms exceeded]");
                assertThat(script().value("return await new Promise((resolve) => require('request')({ url: '"
                                + server.url() + "', timeout: 50 }, (e) => resolve([e.code, e.message, e.connect])));"))
                        .asString()
                        .isEqualTo("[ESOCKETTIMEDOUT, ESOCKETTIMEDOUT, false]");
            }
        }
    }

    @Nested
    class TheDeadlineCuts {

        private LookupOutcome find(String url) {
            return script().within(Duration.ofMillis(700))
                    .find(
                            "async (query) => { try { await require('axios').get('" + url
                                    + "'); } catch (e) { return null; } return null; }",
                            ADA);
        }

        @Test
        void aServerThatNeverAnswers() {
            try (RawServer server = RawServer.that(out -> Thread.sleep(60_000))) {
                assertThat(find(server.url())).isInstanceOf(LookupOutcome.Unavailable.class);
            }
        }

        @Test
        void aServerThatDrips() throws InterruptedException {
            RawServer.Behaviour dripping = out -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 100000; i++) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(20);
                }
            };
            try (RawServer server = RawServer.that(dripping)) {
                assertThat(find(server.url())).isInstanceOf(LookupOutcome.Unavailable.class);
                assertThat(server.clientLeft().await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Nested
    class AnAnswerIsBounded {

        private static String zeros(int megabytes) {
            return "0".repeat(megabytes * 1024 * 1024);
        }

        private Object failureOf(RawServer.Behaviour behaviour) {
            try (RawServer server = RawServer.that(behaviour)) {
                return failure(server.url());
            }
        }

        @Test
        void inItsBody() {
            byte[] chunk = zeros(1).getBytes(StandardCharsets.US_ASCII);

            assertThat(failureOf(out -> {
                        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        for (int i = 0; i < 9; i++) {
                            out.write(chunk);
                        }
                    }))
                    .asString()
                    .isEqualTo("[ERR_BAD_RESPONSE, The answer is larger than 8388608 bytes]");
        }

        @Test
        void afterItIsDecompressed() throws IOException {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
                gzip.write(zeros(9).getBytes(StandardCharsets.US_ASCII));
            }
            api.at("/bomb", new Answer(200, Map.of("Content-Encoding", List.of("gzip")), bomb.toByteArray()));

            assertThat(failure(api.url("/bomb"))).asString().contains("The answer is larger");
        }

        @Test
        void inTheNumberOfItsHeaders() {
            assertThat(failureOf(out -> out.write(("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(501) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII))))
                    .asString()
                    .contains("The answer is larger");
        }

        @Test
        void inTheLengthOfItsHeaders() {
            assertThat(failureOf(out -> {
                        out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                        byte[] endless = zeros(1).getBytes(StandardCharsets.US_ASCII);
                        while (true) {
                            out.write(endless);
                        }
                    }))
                    .asString()
                    .contains("The answer is larger");
        }
    }

    @Nested
    class AStatusThatTellsNothing {

        private LoginOutcome login(int status) {
            api.at("/login", Answer.json(status, "{}"));
            return api().login(
                            "function login(query, password) { return new Promise((resolve, reject) => {"
                                    + " require('request').post({ url: env.API + '/login', json: true },"
                                    + " (error, response, body) => response.statusCode === 200 ? resolve({ id: 7 })"
                                    + " : reject(new WrongUsernameOrPasswordError(query.email))); }); }",
                            ADA,
                            "secret");
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 501, 502, 503, 504, 407, 408, 429})
        void isNeverTakenForAWrongPassword(int status) {
            assertThat(login(status))
                    .isEqualTo(new LoginOutcome.Unavailable(
                            "HTTP status " + status + " from http://localhost:" + api.port()));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 401, 403, 404, 409, 422})
        void isNoneOfThese(int status) {
            assertThat(login(status)).isInstanceOf(LoginOutcome.Refused.class);
        }

        @Test
        void isNeverTakenForAnUnknownUser() {
            api.at("/user", Answer.json(503, "{}"));

            assertThat(api().find(
                                    "async () => { const r = await require('axios').get(env.API + '/user', { validateStatus: null });"
                                            + " return r.status === 200 ? r.data : null; }",
                                    ADA))
                    .isInstanceOf(LookupOutcome.Unavailable.class);
        }

        @Test
        void isForgottenWhenThereIsAProfileAfterAll() {
            api.at("/old", Answer.json(500, "{}"));
            api.at("/new", Answer.json(200, "{\"id\":7}"));

            assertThat(api().find(
                                    "async () => { const axios = require('axios');"
                                            + " return (await axios.get(env.API + '/old').catch(() => axios.get(env.API + '/new'))).data; }",
                                    ADA))
                    .isEqualTo(new LookupOutcome.Found(new LegacyUser("7", Map.of("id", 7))));
        }
    }

    @Nested
    class ReachableHostsHold {

        private static final String REFUSAL =
                "Scripts may not connect to %s: the option reachable-hosts of this server does not allow it";

        @ParameterizedTest
        @ValueSource(strings = {"169.254.169.254", "[::ffff:169.254.169.254]", "0.0.0.0", "2852039166"})
        void forAddressesOfCloudMetadata(String host) {
            assertThat(failure("http://" + host + "/latest/meta-data/"))
                    .asString()
                    .contains("Scripts may not connect to " + host);
        }

        @Test
        void forNamesAfterTheyAreResolved() {
            api.at("/", Answer.text("internal"));

            assertThat(failure(script(ReachableHosts.parse("example.org, 10.0.0.0/8")), api.url("/"), "{}"))
                    .asString()
                    .contains(REFUSAL.formatted("localhost"));
            assertThat(api.received()).isEmpty();
        }

        @Test
        void forRedirects() {
            api.at("/", Answer.redirect(302, "http://169.254.169.254/latest/meta-data/"));

            assertThat(failure(api.url("/"))).asString().contains(REFUSAL.formatted("169.254.169.254"));
        }

        @Test
        void andWhatTheyRefuseIsTheScriptsFaultNotTheServersOfTheMoment() {
            assertThat(script().find(
                                    "async () => { await require('axios').get('http://169.254.169.254/').catch(() => 0); return null; }",
                                    ADA))
                    .isInstanceOf(LookupOutcome.Broken.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"file:///etc/passwd", "ftp://localhost/", "gopher://localhost/", "jar:http://x!/"})
        void forHttpAndHttpsAlone(String url) {
            assertThat(failure(url)).asString().contains("Unsupported protocol");
        }
    }

    @Nested
    class ARedirect {

        @ParameterizedTest
        @CsvSource({"301,GET", "302,GET", "303,GET", "307,POST", "308,POST"})
        void makesAPostAGetUnlessItSaysNotTo(int status, String method) {
            api.at("/from", Answer.redirect(status, "to?x=1"));
            api.at("/to", question -> Answer.text(question.method() + question.body()));

            assertThat(api().value("return (await require('axios').post(env.API + '/from', 'body')).data;"))
                    .isEqualTo(method.equals("GET") ? "GET" : "POSTbody");
            assertThat(api.last().uri()).isEqualTo("/to?x=1");
        }

        @Test
        void takesCredentialsToTheSameServerOnly() {
            try (LocalHttp other = LocalHttp.start()) {
                api.at("/same", Answer.redirect(302, "/target"));
                api.at("/other", Answer.redirect(302, other.url("/target")));
                LocalHttp.Handler echo = question -> Answer.text(question.header("Authorization") + " "
                        + question.header("Cookie") + " " + question.header("X-Own"));
                api.at("/target", echo);
                other.at("/target", echo);
                String get = "return (await require('axios').get(env.API + '%s',"
                        + " { auth: { username: 'u', password: 'p' }, headers: { Cookie: 'a=b', 'X-Own': 'x' } })).data;";

                assertThat(api().value(get.formatted("/same"))).isEqualTo("Basic dTpw a=b x");
                assertThat(api().value(get.formatted("/other"))).isEqualTo("null null x");
            }
        }

        @Test
        void endsSomewhere() {
            api.at("/loop", Answer.redirect(302, "/loop"));

            assertThat(failure(api.url("/loop")))
                    .asString()
                    .isEqualTo("[ERR_FR_TOO_MANY_REDIRECTS, Maximum number of redirects exceeded]");
            assertThat(api.received()).hasSize(6);
            assertThat(failure(script(), api.url("/loop"), "{ maxRedirects: 0 }"))
                    .asString()
                    .isEqualTo("[null, Request failed with status code 302]");
        }
    }

    @Nested
    class ARequest {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "/a b?q=c d | /a%20b?q=c%20d",
                    "/ü?q=ß€ | /%C3%BC?q=%C3%9F%E2%82%AC",
                    "/a%20b | /a%20b",
                    "/a%zz | /a%25zz",
                    "/a^b{c}?x=[1]&y=\"z\" | /a%5Eb%7Bc%7D?x=%5B1%5D&y=%22z%22",
                    "?q=1 | /?q=1",
                    "/a#fragment | /a",
                    "/a//b/../c | /a//b/../c",
                })
        void encodesWhatAnUrlMayNotHold(String written, String sent) {
            api.at("/", Answer.text("ok"));

            api().value("return await new Promise((resolve) => require('request')(env.API + '" + written.strip()
                    + "', (error, response, body) => resolve(body)));");

            assertThat(api.last().uri()).isEqualTo(sent.strip());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP://LOCALHOST:$/x",
                    "http:\\\\\\\\localhost:$\\\\x",
                    " http://localhost:$/x ",
                    "http://[::ffff:127.0.0.1]:$/x"
                })
        void isLenientAboutHowAnUrlIsWritten(String url) {
            api.at("/x", Answer.text("ok"));

            assertThat(script().value("return await new Promise((resolve) => require('request')('"
                            + url.replace("$", "" + api.port())
                            + "', (error, response, body) => resolve(error ? error.message : body)));"))
                    .isEqualTo("ok");
        }

        @Test
        void namesTheHostAsTheScriptDoes() {
            api.at("/", Answer.text("ok"));

            api().value("await require('axios').get(env.API); return 1;");
            assertThat(api.last().header("Host")).isEqualTo("localhost:" + api.port());

            api().value("await require('axios').get(env.API, { headers: { Host: 'legacy.example.org' } }); return 1;");
            assertThat(api.last().header("Host")).isEqualTo("legacy.example.org");
        }

        @Test
        void takesUserAndPasswordFromTheUrl() {
            api.at("/", question -> Answer.text(question.header("Authorization")));
            String url = "'http://us%40er:p%3Aw@localhost:" + api.port() + "/'";

            assertThat(script().value("return (await require('axios').get(" + url + ")).data;"))
                    .isEqualTo("Basic dXNAZXI6cDp3");
            assertThat(script().value("return await new Promise((resolve) => require('request')(" + url
                            + ", (error, response, body) => resolve(body)));"))
                    .isEqualTo("Basic dXNAZXI6cDp3");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{ 'X-A': 'b\\r\\nX-Injected: 1' }",
                    "{ 'X-A\\r\\nX-Injected': '1' }",
                    "{ 'X-A': 'b\\nc' }",
                    "{ 'X-A': '\\u0000' }",
                    "{ 'X-A': 'snow\\u2603' }",
                    "{ '': 'x' }",
                })
        void refusesHeadersThatWouldBreakOut(String headers) {
            api.at("/", Answer.text("ok"));

            assertThat(api().value("return await require('axios').get(env.API, { headers: " + headers
                            + " }).then(() => 'sent', (e) => e.name);"))
                    .isEqualTo("TypeError");
            assertThat(api.received()).isEmpty();
        }

        @Test
        void leavesTheFramingToTheClient() {
            api.at("/", question -> Answer.text(question.body()));

            assertThat(
                            api().value(
                                            "return (await require('axios').post(env.API, 'body', { headers: {"
                                                    + " 'Content-Length': '1', 'Transfer-Encoding': 'chunked', Connection: 'upgrade', Expect: '100-continue' } })).data;"))
                    .isEqualTo("body");
            assertThat(api.last().header("Content-Length")).isEqualTo("4");
        }

        @ParameterizedTest
        @CsvSource({"post,0", "put,0", "patch,0", "delete,", "get,"})
        void saysThatItsBodyIsEmptyWhereOneIsExpected(String method, String length) {
            api.at("/", Answer.text("ok"));

            api().value("await require('axios')." + method + "(env.API); return 1;");

            assertThat(api.last().header("Content-Length")).isEqualTo(length);
        }

        @Test
        void isBounded() {
            Map<String, Object> question = Map.of("method", "POST", "url", api.url("/"), "body", new byte[8388609]);
            try (SmallRun run = SmallRun.of(new HttpModule(KEYCLOAK, ReachableHosts.DEFAULT))) {
                assertThatThrownBy(() -> run.call("request", question))
                        .isInstanceOf(HostException.class)
                        .hasMessage("The body is larger than 8388608 bytes");
            }
        }

        @Test
        void ofThePostKindIsNeverRepeated() {
            try (RawServer server = RawServer.sending("")) {
                assertThat(script().value("return await require('axios').post('" + server.url()
                                + "', 'x').catch((e) => e.code);"))
                        .isEqualTo("ECONNRESET");
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void leavesNothingForTheNextRun() {
            api.at(
                    "/",
                    question -> new Answer(
                            200,
                            Map.of("Set-Cookie", List.of("sid=secret; Path=/")),
                            String.valueOf(question.header("Cookie")).getBytes(StandardCharsets.UTF_8)));
            String twice =
                    "const axios = require('axios'); await axios.get(env.API); return (await axios.get(env.API)).data;";

            assertThat(api().value(twice)).isEqualTo(null);
            assertThat(api().value(twice)).isEqualTo(null);
        }
    }

    @Test
    void anAnswerMayBeCompressed() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write("{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        }
        api.at("/gzip", new Answer(200, Map.of("Content-Encoding", List.of("gzip")), gzip.toByteArray()));
        api.at("/deflate", new Answer(200, Map.of("Content-Encoding", List.of("deflate")), deflate.toByteArray()));
        api.at("/broken", new Answer(200, Map.of("Content-Encoding", List.of("gzip")), new byte[] {1, 2, 3}));

        assertThat(api().value("const axios = require('axios');"
                        + "return [(await axios.get(env.API + '/gzip')).data.a, (await axios.get(env.API + '/deflate')).data.a,"
                        + " await axios.get(env.API + '/broken').catch((e) => e.code)];"))
                .asString()
                .isEqualTo("[1, 2, Z_DATA_ERROR]");
    }

    @Test
    void noConnectionIsLostHoweverARequestEnds() {
        api.at("/good", Answer.text("good"));
        api.at("/broken", Answer.json(500, "{}"));
        api.at("/large", new Answer(200, Map.of(), new byte[HttpBody.LONGEST + 1]));
        api.at("/bomb", new Answer(200, Map.of("Content-Encoding", List.of("gzip")), new byte[] {1, 2, 3}));
        api.at("/slow", question -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            return Answer.text("late");
        });
        HttpSource single = HttpSource.of(
                new HttpClientBuilder()
                        .connectionPoolSize(1)
                        .maxPooledPerRoute(1)
                        .build(),
                Optional::empty);
        NodeScript script = NodeScript.on(List.of(new HttpModule(single, ReachableHosts.DEFAULT), new HashModule()))
                .env("API", api.url(""));
        String get =
                "async () => { const axios = require('axios'); await axios.get(env.API + '/%s').catch(() => 0); return null; }";

        for (int i = 0; i < 3; i++) {
            for (String path : List.of("good", "broken", "large", "bomb", "none")) {
                script.find(get.formatted(path), ADA);
            }
            script.within(Duration.ofMillis(300)).find(get.formatted("slow"), ADA);
        }

        assertThat(script.value("return (await require('axios').get(env.API + '/good')).data;"))
                .isEqualTo("good");
    }

    @Nested
    class BehindAProxy {

        private final LocalHttp proxy =
                LocalHttp.start().at("/", question -> Answer.text(question.uri() + " " + question.header("Host")));
        private final HttpSource proxied = HttpSource.of(
                new HttpClientBuilder()
                        .proxyMappings(ProxyMappings.valueOf(
                                List.of("direct\\..*;NO_PROXY", ".*;http://localhost:" + proxy.port())))
                        .build(),
                Optional::empty);

        @AfterEach
        void stopProxy() {
            proxy.close();
        }

        private Object get(ReachableHosts hosts, String url) {
            return NodeScript.on(List.of(new HttpModule(proxied, hosts), new HashModule()))
                    .value("return await require('axios').get('" + url + "').then((r) => r.data, (e) => e.message);");
        }

        @Test
        void theProxyResolvesTheName() {
            assertThat(get(ReachableHosts.DEFAULT, "http://legacy.invalid/user"))
                    .isEqualTo("http://legacy.invalid:80/user legacy.invalid");
        }

        @Test
        void onlyNamesOnTheListAreAskedFor() {
            ReachableHosts list = ReachableHosts.parse("*.legacy.invalid");

            assertThat(get(list, "http://api.legacy.invalid/")).asString().startsWith("http://api.legacy.invalid");
            assertThat(get(list, "http://other.invalid/"))
                    .asString()
                    .startsWith("Scripts may not connect to other.invalid");
            assertThat(get(ReachableHosts.DEFAULT, "http://metadata.google.internal/"))
                    .asString()
                    .startsWith("Scripts may not connect to metadata.google.internal");
            assertThat(get(ReachableHosts.DEFAULT, "http://169.254.169.254/"))
                    .asString()
                    .startsWith("Scripts may not connect to 169.254.169.254");
        }

        @Test
        void whatTheProxyAnswersToAConnectIsNoAnswerOfTheApi() {
            try (RawServer refusing = RawServer.sending("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")) {
                HttpSource source = HttpSource.of(
                        new HttpClientBuilder()
                                .proxyMappings(ProxyMappings.valueOf(
                                        List.of(".*;" + refusing.url().replaceAll("/$", ""))))
                                .build(),
                        Optional::empty);
                NodeScript login =
                        NodeScript.on(List.of(new HttpModule(source, ReachableHosts.DEFAULT), new HashModule()));

                assertThat(
                                login.value(
                                        "return await require('axios').get('https://refused.invalid/').catch((e) => [e.code, e.message]);"))
                        .asString()
                        .isEqualTo("[ECONNRESET, tunneling socket could not be established, statusCode=403]");
                assertThat(login.login(
                                "async () => { await require('axios').get('https://refused.invalid/').catch(() => 0); return null; }",
                                ADA,
                                "x"))
                        .isInstanceOf(LoginOutcome.Unavailable.class);
            }
        }

        @Test
        void aNameThatTheProxyIsNotForIsNotLookedUpUnchecked() {
            assertThat(get(ReachableHosts.DEFAULT, "http://direct.invalid/"))
                    .isEqualTo("getaddrinfo ENOTFOUND direct.invalid");
            assertThat(proxy.received()).isEmpty();
        }
    }
}
