package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.RequestContext;
import dev.lazymigration.script.DirectorySettings;
import dev.lazymigration.script.ScriptedDirectory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NothingIsLeftTest {

    private static final int RUNS = 10_000;
    private static final int THREADS = 4;

    /** Far below what one leaked object a run would be: 10 000 connections, global objects or deadlines. */
    private static final long LITTLE_MEMORY = 24L << 20;

    private static final RequestContext CONTEXT = new RequestContext("realm-id", "acme", "shop", "The shop", "", "");

    private static final String CONNECT =
            "async function login(query) { const { Client } = require('pg'); const client = new Client(env.URI);"
                    + " await client.connect(); setInterval(() => {}, 1000); Symbol.for('run' + Math.random());"
                    + " global.kept = Buffer.alloc(1000); const row = await client.query('SELECT 1 AS id');";

    /** Has its answer without having closed anything. */
    private static final String ANSWERS = CONNECT + " return row.rows[0]; }";

    /** Ended by its deadline, some while the server is busy with its query and some in a loop. */
    private static final String HANGS =
            CONNECT + " if (Math.random() < 0.1) { await client.query('SELECT pg_sleep(60)'); } for (;;) {} }";

    @Test
    void tenThousandRunsThatCloseNothingLeaveNothing() {
        // What tests before this one have left may end at any moment.
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            try (ScriptedDirectory answering = directory(primitives, ANSWERS, Duration.ofSeconds(60));
                    ScriptedDirectory hanging = directory(primitives, HANGS, Duration.ofMillis(8))) {
                runs(answering, hanging, RUNS / 10);
                Left before = Left.now(others);
                runs(answering, hanging, RUNS);
                Left after = Left.now(others);

                assertThat(after.threads()).isEqualTo(before.threads());
                assertThat(after.connections()).isLessThanOrEqualTo(PoolLimits.DEFAULT.connections());
                assertThat(after.classes() - before.classes()).isLessThan(RUNS / 10);
                assertThat(after.memory() - before.memory()).isLessThan(LITTLE_MEMORY);
            }
        }
        LegacyPostgres.run("DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'legacy') LOOP"
                + " PERFORM pg_sleep(0.01); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
    }

    private static ScriptedDirectory directory(HostPrimitives primitives, String script, Duration limit) {
        String uri = LegacyPostgres.connectionString("legacy:s3cret%2Fp%40ss%3Aw%23rd%3F100%25");
        return new ScriptedDirectory(DirectorySettings.of("legacy", script, "() => null")
                .withEnv(Map.of("URI", uri), Set.of())
                .withTimeLimits(limit, limit)
                .withHostModules(primitives.modules()));
    }

    private static void runs(ScriptedDirectory answering, ScriptedDirectory hanging, int number) {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(thread -> new Thread(
                        () -> {
                            for (int run = thread; run < number; run += THREADS) {
                                LoginOutcome outcome = (run / THREADS % 2 == 0 ? answering : hanging)
                                        .login(LegacyQuery.byId("1"), "secret-password", CONTEXT);
                                (outcome instanceof LoginOutcome.Authenticated ? answered : ended).incrementAndGet();
                            }
                        },
                        "run-" + thread))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(NothingIsLeftTest::join);
        assertThat(List.of(answered.get(), ended.get())).containsExactly(number / 2, number / 2);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is there when no script runs. */
    private record Left(Map<String, Long> threads, int connections, int classes, long memory) {

        private static Left now(Set<Thread> others) {
            // A query that is ended by the deadline of the last run may be about to be cancelled.
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("lazy-migration-cancel"))
                    .forEach(NothingIsLeftTest::join);
            Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !others.contains(thread))
                    // The JVM's own come and go: of the pool that Caffeine uses, and of processes that other tests
                    // start. So do our two translators, a minute after their last work.
                    .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                    .filter(thread -> !thread.getName().equals("process reaper"))
                    .filter(thread -> !thread.getName().equals("lazy-migration-translator"))
                    .collect(Collectors.groupingBy(Thread::getName, TreeMap::new, Collectors.counting()));
            int connections = Integer.parseInt(
                    LegacyPostgres.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'legacy'"));
            System.gc();
            System.gc();
            return new Left(
                    threads,
                    connections,
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
    }
}
