package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.script.module.HostPrimitives;
import dev.lazymigration.script.module.HostSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program of a JVM that runs the hostile scripts, as a server would, and prints a line for each: how many ran at
 * a time and its name, how it ended, and how a harmless script ended directly afterwards.
 */
final class HostileServer {

    static final String SEPARATOR = "\t";

    /** How many attacks run at a time. */
    static final List<Integer> THREADS = List.of(1, 8);

    private static final int REMEMBERED_BY_THE_COMPILER = 100;

    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Duration LIMIT_OF_THE_HARMLESS = Duration.ofSeconds(60);

    // Beyond any load of the machine that runs the tests: without the limits, many of the scripts would run for hours.
    private static final Duration FOR_EVER = Duration.ofMinutes(3);

    private final List<HostModule> modules;

    private HostileServer(List<HostModule> modules) {
        this.modules = List.copyOf(modules);
    }

    public static void main(String[] arguments) throws InterruptedException {
        ScriptedDirectory.warmUp();
        try (HostPrimitives primitives = HostPrimitives.open(HostSettings.DEFAULT)) {
            List<HostModule> modules = new ArrayList<>(primitives.modules());
            modules.add(new FakeHost());
            new HostileServer(modules).run(HostileScript.all());
        }
    }

    private void run(List<HostileScript> scripts) throws InterruptedException {
        for (int start = 0; start < scripts.size(); start += REMEMBERED_BY_THE_COMPILER) {
            int end = Math.min(scripts.size(), start + REMEMBERED_BY_THE_COMPILER);
            for (int threads : THREADS) {
                run(scripts.subList(start, end), threads);
            }
        }
    }

    private void run(List<HostileScript> scripts, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<String>> lines = new ArrayList<>();
        for (HostileScript script : scripts) {
            lines.add(pool.submit(
                    () -> String.join(SEPARATOR, "attack", threads + " " + script.name(), attack(script), harmless())));
        }
        try {
            for (Future<String> line : lines) {
                System.out.println(line.get(FOR_EVER.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (ExecutionException | TimeoutException e) {
            e.printStackTrace();
            System.exit(1);
        }
        pool.shutdownNow();
    }

    private String attack(HostileScript script) {
        return describe(login(script.source(), LIMIT));
    }

    private String harmless() {
        return describe(login("function login(query) { return { id: query.id }; }", LIMIT_OF_THE_HARMLESS));
    }

    private static String describe(LoginOutcome outcome) {
        String text = outcome.toString();
        return text.substring(0, Math.min(200, text.length())).replace(SEPARATOR, " ");
    }

    private LoginOutcome login(String source, Duration limit) {
        DirectorySettings settings = DirectorySettings.of("legacy", source, "() => null")
                .withTimeLimits(limit, limit)
                .withHostModules(modules);
        try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
            return directory.login(LegacyQuery.byId("7"), "secret-password", Scripts.CONTEXT);
        }
    }
}
