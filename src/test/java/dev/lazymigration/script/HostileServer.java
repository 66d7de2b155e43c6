package dev.lazymigration.script;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LoginOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The program of a JVM that runs the hostile scripts, as a server would, and prints a line for each: its name, how it
 * ended, and how a harmless script ended directly afterwards.
 */
final class HostileServer {

    static final String SEPARATOR = "\t";

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration LIMIT_OF_THE_HARMLESS = Duration.ofSeconds(60);

    // Beyond any load of the machine that runs the tests: without the limits, many of the scripts would run for hours.
    private static final Duration FOR_EVER = Duration.ofMinutes(3);

    private HostileServer() {}

    /** @param arguments how many scripts run at a time */
    public static void main(String[] arguments) throws Exception {
        ScriptedDirectory.warmUp();
        ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(arguments[0]));
        List<Future<String>> lines = new ArrayList<>();
        for (HostileScript script : HostileScript.all()) {
            lines.add(pool.submit(() -> String.join(SEPARATOR, "attack", script.name(), attack(script), harmless())));
        }
        for (Future<String> line : lines) {
            System.out.println(line.get(FOR_EVER.toMillis(), TimeUnit.MILLISECONDS));
        }
        pool.shutdownNow();
    }

    private static String attack(HostileScript script) {
        return describe(login(script.source(), LIMIT));
    }

    private static String harmless() {
        return describe(login("function login(query) { return { id: query.id }; }", LIMIT_OF_THE_HARMLESS));
    }

    private static String describe(LoginOutcome outcome) {
        String text = outcome.toString();
        return text.substring(0, Math.min(200, text.length())).replace(SEPARATOR, " ");
    }

    private static LoginOutcome login(String source, Duration limit) {
        DirectorySettings settings = DirectorySettings.of("legacy", source, "() => null")
                .withTimeLimits(limit, limit)
                .withHostModules(List.of(new FakeHost()));
        try (ScriptedDirectory directory = new ScriptedDirectory(settings)) {
            return directory.login(LegacyQuery.byId("7"), "secret-password", Scripts.CONTEXT);
        }
    }
}
