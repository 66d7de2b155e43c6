package dev.lazymigration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import dev.lazymigration.testkit.LazyMigrationTest;
import dev.lazymigration.testkit.LegacyAccount;
import dev.lazymigration.testkit.LegacyDatabase;
import dev.lazymigration.testkit.OidcClient.Answer;
import dev.lazymigration.testkit.ServerLog;
import dev.lazymigration.testkit.ServerMetrics;
import dev.lazymigration.testkit.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Scripts that mean harm, several at a time, in the memory that a small server has. */
@LazyMigrationTest
class HostileScriptsIT {

    private static final String[] ATTACKS = {
        "for (;;) { }",
        "const again = () => again(); again();",
        "const storm = () => Promise.resolve().then(storm); storm(); await new Promise(() => {});",
        "let text = 'x'; for (;;) { text += text; }",
        "return 'x'.repeat(1 << 30).length;",
        "return 'x'.padEnd(1 << 30).length;",
        "return new Array(1 << 28).join('xxxx').length;",
        "return new Array(1e9).fill(0).length;",
        "return new Uint8Array(2e9).length;",
        "return 'x'.repeat(1e8).split('').length;",
        "const kept = []; for (;;) { kept.push(new Array(10000).fill(kept)); }",
        "const kept = []; for (;;) { kept.push(Buffer.alloc(1 << 20)); }",
        "return /^(a+)+$/.test('a'.repeat(60) + '!');",
        "return [3, 1, 2].sort(() => { for (;;) { } });",
        "const endless = { get length() { return 2 ** 53 - 1; } }; return Array.prototype.indexOf.call(endless, 1);",
        "const ring = {}; ring.ring = { toJSON: () => { for (;;) { } } }; return JSON.stringify(ring);"
    };

    private static final int AT_A_TIME = 4;

    private final KeycloakServer server;

    HostileScriptsIT(KeycloakServer server) {
        this.server = server;
    }

    /** The name of the user says which attack: {@code attack7}. */
    private static String hostileScript() {
        StringBuilder script = new StringBuilder("async function login(query) {\n  switch (query.username) {\n");
        for (int i = 0; i < ATTACKS.length; i++) {
            script.append("    case 'attack%d': { %s }%n".formatted(i, ATTACKS[i]));
        }
        return script.append("  }\n  return { id: query.id, username: query.username };\n}")
                .toString();
    }

    @Test
    void eachCostsItsOwnLoginAndNothingElse(TestRealm peaceful, LegacyDatabase legacy) throws Exception {
        TestRealm hostile = TestRealm.named("hostile")
                .getUserScript("async function getUser(query) {"
                        + " return query.username ? { id: query.username, username: query.username } : null; }")
                .loginScript(hostileScript())
                .config("loginTimeoutMs", "2000")
                .create(server);
        ServerLog.Mark mark = server.log().mark();
        ExecutorService attackers = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<Answer>> attacks = new ArrayList<>();
        for (int i = 0; i < ATTACKS.length; i++) {
            String name = "attack" + i;
            attacks.add(attackers.submit(() -> hostile.app().directGrant(name, "a password")));
        }
        attackers.shutdown();

        for (int i = 0; attacks.stream().anyMatch(attack -> !attack.isDone()); i++) {
            LegacyAccount account = LegacyAccount.named("bystander-" + i);
            legacy.addUser(account);
            assertThat(peaceful.openLogin()
                            .signIn(account.username(), account.password())
                            .isSignedIn())
                    .as("somebody else's login meanwhile")
                    .isTrue();
        }

        for (int i = 0; i < ATTACKS.length; i++) {
            assertThat(attacks.get(i).get().status()).as(ATTACKS[i]).isEqualTo(503);
        }
        assertThat(runs("Broken") + runs("Unavailable"))
                .as("the runs of all attacks together")
                .isGreaterThanOrEqualTo(ATTACKS.length);
        assertThat(hostile.users()).isEmpty();
        assertThat(server.log().linesSince(mark, "OutOfMemoryError|StackOverflowError| ERROR "))
                .isEmpty();
        assertThat(server.isRunning()).isTrue();
    }

    private double runs(String outcome) {
        return ServerMetrics.of(server)
                .sum("lazy_migration_script_seconds_count", "realm", "hostile", "script", "login", "outcome", outcome);
    }
}
