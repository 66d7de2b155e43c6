package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    @Test
    void manyThreadsShareADirectoryWithoutMixingTheirRuns() throws Exception {
        String script = "async function login(query, password) { global.mine = query.id; const parts = [];"
                + " for (const c of query.id) { await require('fake').echoLater(c); parts.push(c); }"
                + " class Profile { constructor(id) { this.id = id; this.mine = mine; } }"
                + " return { ...new Profile(Buffer.from(parts.join('')).toString()) }; }";
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (ScriptedDirectory directory = Scripts.with(new FakeHost()).directory(script, "() => null")) {
            List<Future<LoginOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                LegacyQuery query = LegacyQuery.byId("user-" + i);
                outcomes.add(pool.submit(() -> directory.login(query, "pw", Scripts.CONTEXT)));
            }
            for (int i = 0; i < outcomes.size(); i++) {
                assertThat(outcomes.get(i).get())
                        .extracting("user.profile.mine")
                        .isEqualTo("user-" + i);
                assertThat(outcomes.get(i).get()).extracting("user.id").isEqualTo("user-" + i);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
