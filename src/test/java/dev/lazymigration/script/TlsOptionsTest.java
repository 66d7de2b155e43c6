package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsOptionsTest {

    private static List<String> console(String options) {
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            Scripts scripts = Scripts.with(primitives.modules().toArray(HostModule[]::new));
            scripts.login(
                    "async () => { const https = require('https'); for (let i = 0; i < 2; i++) { try { await require('request-promise')"
                            + "({ uri: 'https://nowhere.invalid/', " + options + " }); } catch (e) { } } }");
            return scripts.reports().get(0).console();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strictSSL: false",
                "rejectUnauthorized: false",
                "agentOptions: { rejectUnauthorized: false }",
                "agent: new https.Agent({ rejectUnauthorized: false })",
            })
    void thatHaveNoEffectAreNamedOnceInTheConsole(String options) {
        assertThat(console(options))
                .singleElement()
                .asString()
                .startsWith("warn: ")
                .endsWith(": false has no effect: put the server's certificate into Keycloak's trust store");
    }

    @Test
    void thatAreHonouredAreNot() {
        assertThat(console("strictSSL: true")).isEmpty();
    }
}
