package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.LocalHttp.Answer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.connections.httpclient.HttpClientBuilder;

class HttpsScriptTest {

    private static final KeyStore.ProtectionParameter PROTECTION =
            new KeyStore.PasswordProtection("changeit".toCharArray());

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static LocalHttp api;
    private static LocalHttp expired;
    private static LocalHttp misnamed;
    private static HttpSource untrusting;
    private static HttpSource trusting;

    @BeforeAll
    static void makeCertificates() {
        authority = TestAuthority.in(folder)
                .issue("good", "dns:localhost", "-1d")
                .issue("old", "dns:localhost", "-400d")
                .issue("other", "dns:legacy.example.org", "-1d")
                .issue("client", "dns:client", "-1d");
        LocalHttp.Handler who = question -> Answer.text(String.valueOf(question.client()));
        api = authority.server("good").at("/", who);
        expired = authority.server("old").at("/", who);
        misnamed = authority.server("other").at("/", who);
        untrusting = HttpSource.of(new HttpClientBuilder().build(), Optional::empty);
        trusting = HttpSource.of(
                new HttpClientBuilder().trustStore(authority.trusting()).build(),
                () -> Optional.of(authority.trusting()));
    }

    @AfterAll
    static void stop() {
        List.of(api, expired, misnamed).forEach(LocalHttp::close);
    }

    private static NodeScript script(HttpSource source) {
        Map<String, String> env = new HashMap<>();
        env.put("API", api.url("/"));
        env.put("CA", authority.pem("ca"));
        env.put("CERT", authority.pem("client"));
        env.put("KEY", authority.key("client"));
        env.put("PFX", Base64.getEncoder().encodeToString(authority.pfx("client", PROTECTION)));
        return NodeScript.on(List.of(new HttpModule(source, ReachableHosts.DEFAULT), new HashModule()))
                .env(env);
    }

    /** What a GET gives: its body, or the code of its error. */
    private static Object get(HttpSource source, String url, String options) {
        return script(source)
                .value("const https = require('https'); return await require('axios').get('" + url + "', " + options
                        + ").then((r) => r.data, (e) => e.code);");
    }

    @Nested
    class WhomToTrust {

        @Test
        void isWhatKeycloaksTrustStoreSays() {
            assertThat(get(trusting, api.url("/"), "{}")).isEqualTo(null);
            assertThat(get(untrusting, api.url("/"), "{}")).isEqualTo("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        }

        @Test
        void isSaidInTheMessage() {
            assertThat(script(untrusting).value("return await require('axios').get(env.API).catch((e) => e.message);"))
                    .isEqualTo("unable to verify the first certificate (Keycloak's trust store says whom to trust)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "await axios.get(env.API, { httpsAgent: new https.Agent({ ca: env.CA }) })",
                    "await axios.get(env.API, { httpsAgent: new https.Agent({ ca: [Buffer.from(env.CA)] }) })",
                    "await axios.create({ httpsAgent: new https.Agent({ ca: env.CA }) }).get(env.API)",
                    "(https.globalAgent.options.ca.push(env.CA), await axios.get(env.API))",
                    "await new Promise((resolve, reject) => https.get(env.API, { ca: env.CA }, resolve).on('error', reject))",
                    "await new Promise((resolve, reject) => https.get(env.API, { agent: new https.Agent({ ca: env.CA }) }, resolve).on('error', reject))",
                    "await new Promise((resolve, reject) => request({ url: env.API, ca: env.CA }, (e, r) => e ? reject(e) : resolve(r)))",
                    "await new Promise((resolve, reject) => request({ url: env.API, agentOptions: { ca: env.CA } }, (e, r) => e ? reject(e) : resolve(r)))",
                    "await require('node-fetch')(env.API, { agent: new https.Agent({ ca: env.CA }) })",
                })
        void canBeNamedByTheScriptForItsOwnRequest(String call) {
            assertThat(script(untrusting)
                            .value(
                                    "const axios = require('axios'), https = require('https'), request = require('request');"
                                            + "const r = " + call + "; return r.status || r.statusCode;"))
                    .isEqualTo(200);
            assertThat(get(untrusting, api.url("/"), "{}")).isEqualTo("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "axios.get(env.API, { httpsAgent: new https.Agent({ rejectUnauthorized: false }) })",
                    "(process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0', axios.get(env.API))",
                    "require('request-promise')({ uri: env.API, strictSSL: false })",
                    "require('request-promise')({ uri: env.API, rejectUnauthorized: false })",
                    "require('request-promise')({ uri: env.API, agentOptions: { rejectUnauthorized: false } })",
                    "require('node-fetch')(env.API, { agent: new https.Agent({ rejectUnauthorized: false }) })",
                })
        void isNotEveryoneWhateverTheScriptSays(String call) {
            assertThat(script(untrusting)
                            .value("const axios = require('axios'), https = require('https');" + "return await " + call
                                    + ".then(() => 'trusted', (e) => e.code || e.error.code);"))
                    .isEqualTo("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        }

        @Test
        void isSaidAsCertificates() {
            assertThat(
                            script(untrusting)
                                    .value(
                                            "return await require('axios').get(env.API, { httpsAgent: { options: { ca: '-----BEGIN CERTIFICATE-----' } } }).catch((e) => e.message);"))
                    .isEqualTo("The TLS option ca holds no certificates in PEM format");
        }
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        assertThat(get(trusting, expired.url("/"), "{}")).isEqualTo("CERT_HAS_EXPIRED");
        assertThat(get(untrusting, expired.url("/"), "{ httpsAgent: new https.Agent({ ca: env.CA }) }"))
                .isEqualTo("CERT_HAS_EXPIRED");
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        assertThat(get(trusting, misnamed.url("/"), "{}")).isEqualTo("ERR_TLS_CERT_ALTNAME_INVALID");
        assertThat(get(untrusting, misnamed.url("/"), "{ httpsAgent: new https.Agent({ ca: env.CA }) }"))
                .isEqualTo("ERR_TLS_CERT_ALTNAME_INVALID");
    }

    @Test
    void aServerThatSpeaksNoTlsIsRefused() {
        try (RawServer plain = RawServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(get(trusting, plain.url().replace("http:", "https:"), "{}"))
                    .isEqualTo("EPROTO");
        }
    }

    @Nested
    class AClientCertificate {

        private static final String SHOWN = "{ httpsAgent: new https.Agent({ cert: env.CERT, key: env.KEY }) }";

        @Test
        void isShownToTheServer() {
            assertThat(get(trusting, api.url("/"), SHOWN)).isEqualTo("CN=client");
            assertThat(get(untrusting, api.url("/"), SHOWN.replace("cert:", "ca: env.CA, cert:")))
                    .isEqualTo("CN=client");
        }

        @Test
        void canComeAsPfx() {
            String pfx = "{ httpsAgent: new https.Agent({ pfx: Buffer.from(env.PFX, 'base64'), passphrase: '%s' }) }";

            assertThat(get(trusting, api.url("/"), pfx.formatted("changeit"))).isEqualTo("CN=client");
            assertThat(script(trusting)
                            .error("const https = require('https'); await require('axios').get(env.API, "
                                    + pfx.formatted("other") + ");"))
                    .isEqualTo("The pfx can not be read: it is none, or its passphrase is another one");
        }

        @Test
        void belongsToTheRequestThatShowsItAlone() {
            for (int i = 0; i < 3; i++) {
                assertThat(get(trusting, api.url("/"), "{}")).isEqualTo(null);
                assertThat(get(trusting, api.url("/"), SHOWN)).isEqualTo("CN=client");
            }
        }

        @Test
        void needsAReadableKey() {
            assertThat(
                            script(trusting)
                                    .value(
                                            "const https = require('https'); return await require('axios').get(env.API, { httpsAgent: new https.Agent({ cert: env.CERT, key: 'x', passphrase: 'secret' }) }).catch((e) => e.message);"))
                    .isEqualTo(
                            "The client certificate can not be read: a key has to be in PEM format and without a password");
        }
    }
}
