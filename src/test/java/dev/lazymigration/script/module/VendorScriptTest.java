package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.script.ScriptDialect;
import dev.lazymigration.script.module.LocalHttp.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.connections.httpclient.HttpClientBuilder;

/** Modules that speak to one vendor's API. */
class VendorScriptTest {

    @TempDir
    private static Path folder;

    private static LocalHttp api;
    private static HttpSource trusting;

    private final NodeScript script = NodeScript.on(
                    List.of(new HttpModule(trusting, ReachableHosts.DEFAULT), new HashModule()))
            .env(Map.of("DOMAIN", "localhost:" + api.port(), "SLACK", api.url("/slack")));

    @BeforeAll
    static void startApi() {
        TestAuthority authority = TestAuthority.in(folder).issue("good", "dns:localhost", "-1d");
        api = authority.server("good");
        trusting = HttpSource.of(
                new HttpClientBuilder().trustStore(authority.trusting()).build(), Optional::empty);
        api.at(
                "/oauth/token",
                question -> question.body().contains("\"password\":\"wrong\"")
                        ? Answer.json(
                                403, "{\"error\":\"invalid_grant\",\"error_description\":\"Wrong email or password.\"}")
                        : Answer.json(200, "{\"access_token\":\"token\",\"token_type\":\"Bearer\"}"));
        api.at(
                "/oauth/ro",
                question ->
                        Answer.json(200, "{\"id_token\":\"" + question.body().replace("\"", "'") + "\"}"));
        api.at("/userinfo", question -> Answer.json(200, "{\"sub\":\"" + question.header("Authorization") + "\"}"));
        api.at(
                "/api/v2/",
                question -> "Bearer token".equals(question.header("Authorization"))
                        ? Answer.json(
                                200,
                                "{\"asked\":\"" + question.method() + " " + question.uri() + " "
                                        + question.body().replace("\"", "'") + "\"}")
                        : Answer.json(
                                401,
                                "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"Missing authentication\"}"));
        api.at("/slack", Answer.text("ok"));
        api.at("/down", Answer.json(503, "{}"));
        api.at("/gone", new Answer(404, Map.of(), "no_service".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void stopApi() {
        api.close();
    }

    @Nested
    class Auth0 {

        private static final String MANAGEMENT = "const { ManagementClient } = require('auth0@2.17.0');"
                + "const management = new ManagementClient({ domain: env.DOMAIN, clientId: 'c', clientSecret: 's' });";

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '`',
                value = {
                    "getUser({ id: 'auth0|7' }) ~ GET /api/v2/users/auth0%7C7",
                    "users.get({ id: 'auth0|7' }) ~ GET /api/v2/users/auth0%7C7",
                    "getUsersByEmail('a+b@example.org') ~ GET /api/v2/users-by-email?email=a%2Bb%40example.org",
                    "users.getByEmail('a@b.c') ~ GET /api/v2/users-by-email?email=a%40b.c",
                    "users.getAll({ q: 'email:\"x\"', search_engine: 'v3' }) ~ GET /api/v2/users?q=email%3A%22x%22&search_engine=v3",
                    "deleteUser({ id: '7' }) ~ DELETE /api/v2/users/7",
                    "updateUser({ id: '7' }, { blocked: true }) ~ PATCH /api/v2/users/7 {'blocked':true}",
                    "connections.getAll() ~ GET /api/v2/connections",
                    "connections.update({ id: 'con_1' }, { realms: [] }) ~ PATCH /api/v2/connections/con_1 {'realms':[]}",
                })
        void managementAnswersWithAPromiseOrACallback(String call, String asked) {
            String withCallback = call.substring(0, call.length() - 1) + (call.endsWith("()") ? "" : ", ") + "done)";

            assertThat(script.value(MANAGEMENT + "const first = (await management." + call + ").asked.trim();"
                            + "const second = await new Promise((resolve, reject) => management."
                            + withCallback.replace(
                                    "done", "(error, result) => error ? reject(error) : resolve(result.asked.trim())")
                            + ");"
                            + "return [first, first === second];"))
                    .isEqualTo(List.of(asked, true));
        }

        @Test
        void managementTellsWhatWentWrong() {
            assertThat(script.value("const { ManagementClient } = require('auth0');"
                            + "const management = new ManagementClient({ domain: env.DOMAIN, token: 'old' });"
                            + "const failure = await management.getUser({ id: '7' }).catch((e) => [e.name, e.message, e.statusCode]);"
                            + "const missing = await management.getUser({}).catch((e) => e.message); let options; try { new ManagementClient({ domain: 'x' }); } catch (e) { options = e.message; }"
                            + "return [failure, missing, options];"))
                    .asString()
                    .isEqualTo(
                            "[[Unauthorized, Missing authentication, 401], The id passed must be a string, Must provide a token, or clientId and clientSecret]");
        }

        @Test
        void authenticationProvesPasswords() {
            String login =
                    "async function login(email, password, callback) { const { AuthenticationClient } = require('auth0');"
                            + " const auth0 = new AuthenticationClient({ domain: configuration.DOMAIN, clientId: 'c', clientSecret: 's' });"
                            + " try { const token = await auth0.passwordGrant({ username: email, password, realm: 'Users' });"
                            + " const profile = await auth0.getProfile(token.access_token); return callback(null, { user_id: profile.sub }); }"
                            + " catch (error) { return callback(error.statusCode === 403 ? new WrongUsernameOrPasswordError(email) : error); } }";
            NodeScript auth0 = script.in(ScriptDialect.AUTH0);

            assertThat(auth0.login(login, LegacyQuery.byEmail("ada@example.org"), "right"))
                    .isInstanceOf(LoginOutcome.Authenticated.class);
            assertThat(auth0.login(login, LegacyQuery.byEmail("ada@example.org"), "wrong"))
                    .isInstanceOf(LoginOutcome.Refused.class);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "database | {} | Username-Password-Authentication",
                    "database | { connection: 'Users' } | Users",
                    "oauth | { connection: 'Users', scope: 'openid profile' } | Users",
                })
        void authenticationSignsInAtAConnection(String way, String options, String connection) {
            assertThat(
                            script.value(
                                    "const { AuthenticationClient } = require('auth0@2.9.1');"
                                            + "const auth0 = new AuthenticationClient({ domain: env.DOMAIN, clientId: 'c', clientSecret: 's' });"
                                            + "const given = Object.assign({ username: 'ada', password: 'p' }, "
                                            + options
                                            + "); const promised = await auth0."
                                            + way
                                            + ".signIn(given); const called = await new Promise((resolve, reject) => auth0."
                                            + way
                                            + ".signIn(given, (error, tokens) => error ? reject(error) : resolve(tokens)));"
                                            + "const asked = JSON.parse(promised.id_token.replace(/'/g, '\"'));"
                                            + "return [asked.client_id, asked.client_secret === undefined, asked.grant_type, asked.scope === (given.scope || 'openid'),"
                                            + " asked.username, asked.password, asked.connection, called.id_token === promised.id_token];"))
                    .asString()
                    .isEqualTo("[c, true, password, true, ada, p, " + connection + ", true]");
        }

        @Test
        void authenticationNeedsANameAndAPassword() {
            assertThat(script.value(
                            "const { AuthenticationClient } = require('auth0'); const { database, oauth } = new AuthenticationClient({ domain: env.DOMAIN, clientId: 'c' });"
                                    + "const told = (given) => database.signIn(given).catch((e) => e.message);"
                                    + "return [await told(), await told({ password: 'p' }), await told({ username: 'ada', password: ' ' }),"
                                    + " (await oauth.signIn({ username: 'ada', password: 'p' })).access_token];"))
                    .asString()
                    .isEqualTo(
                            "[Missing user data object, username field is required, password field is required, token]");
        }

        @Test
        void clientsComeFromTheExtensionToolsToo() {
            assertThat(
                            script.value(
                                    "const tools = require('auth0-extension-tools@1.3.1'); return await tools.managementApi.getClient({ domain: env.DOMAIN, clientId: 'c', clientSecret: 's' })"
                                            + ".then((client) => new Promise((resolve, reject) => client.users.getAll({ q: 'x' }, (error, users) => error ? reject(error) : resolve(users.asked.trim()))));"))
                    .isEqualTo("GET /api/v2/users?q=x");
        }
    }

    @Nested
    class Slack {

        @Test
        void getsMessages() {
            assertThat(
                            script.value(
                                    "const slack = require('slack-notify')(env.SLACK);"
                                            + "return await new Promise((resolve, reject) => slack.note({ text: 'migrated & more', channel: '#users' }, (error, text) => error ? reject(error) : resolve(text)));"))
                    .isEqualTo("ok");
            assertThat(URLDecoder.decode(api.last().body(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "payload={\"icon_emoji\":\":bulb:\",\"username\":\"Note\",\"text\":\"migrated & more\",\"channel\":\"#users\"}");

            assertThat(script.value("const slack = require('slack-notify')(env.SLACK); await slack.send('hello');"
                            + "return await slack.alert({ text: 'a', fields: { User: 'ada' } });"))
                    .isEqualTo("ok");
            assertThat(URLDecoder.decode(api.last().body(), StandardCharsets.UTF_8))
                    .contains(
                            "\"attachments\":[{\"fallback\":\"a\",\"color\":\"warning\",\"fields\":[{\"title\":\"User\",\"value\":\"ada\",\"short\":true}]}]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/gone", "/down", ":1/"})
        void thatLosesAMessageDoesNotChangeTheVerdict(String path) {
            String login = "async () => { const slack = require('slack-notify')(env.SLACK.replace(/(:\\d+)?\\/slack/, '"
                    + (path.startsWith(":") ? path : "$1" + path)
                    + "')); slack.note('nobody waits'); await slack.alert('x').catch((error) => console.log(error.message)); return null; }";

            assertThat(script.login(login, LegacyQuery.byEmail("ada@example.org"), "wrong"))
                    .isEqualTo(new LoginOutcome.Refused(""));
        }

        @Test
        void saysWhyItRefusesAMessage() {
            assertThat(
                            script.value(
                                    "const slack = require('slack-notify')(env.SLACK.replace('slack', 'gone'));"
                                            + "return await new Promise((resolve) => slack.note('x', (error) => resolve(error.message)));"))
                    .isEqualTo("no_service");
        }
    }
}
