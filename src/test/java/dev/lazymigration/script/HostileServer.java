package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the hostile scripts in a JVM of its own, as a server would, and prints a line for each: its number, the kind of
 * the outcome, the reason, and what a harmless script gives directly afterwards.
 */
final class HostileServer {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private HostileServer() {}

    /** @param arguments the number of threads, then the numbers of the scripts, or none for all */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        List<HostileScript> scripts = HostileScript.all();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> runs = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            int number = i;
            if (arguments.length == 1
                    || List.of(arguments).subList(1, arguments.length).contains("" + i)) {
                runs.add(pool.submit(() -> attack(number, scripts.get(number))));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
        pool.shutdown();
        System.out.println("survived");
    }

    private static void attack(int number, HostileScript script) {
        long start = System.nanoTime();
        LoginOutcome outcome = login(script.source());
        long millis = (System.nanoTime() - start) / 1_000_000;
        LoginOutcome after = login("function login(query) { return { id: query.id }; }");
        System.out.println(number + "\t" + script.name() + "\t" + millis + "\t"
                + outcome.getClass().getSimpleName() + "\t"
                + outcome.toString()
                        .substring(0, Math.min(200, outcome.toString().length())) + "\t"
                + after.getClass().getSimpleName());
    }

    private static LoginOutcome login(String source) {
        DirectorySettings settings = DirectorySettings.of("legacy", source, "() => null")
                .withTimeLimits(LIMIT, LIMIT)
                .withHostModules(List.of(new FakeHost()));
        try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
            return directory.login(LegacyQuery.byId("7"), "secret-password", Scripts.CONTEXT);
        }
    }
}
