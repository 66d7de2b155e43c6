package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack in a JVM with a small heap that ends at its first OutOfMemoryError, as Keycloak's does: one attack after
 * the other, and eight at a time.
 */
class HostileScriptsTest {

    private static final Map<Integer, Map<String, List<String>>> LINES = new HashMap<>();
    private static final Map<Integer, Integer> EXIT_CODES = new HashMap<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void attack() throws Exception {
        for (int threads : List.of(1, 8)) {
            attack(threads);
        }
    }

    private static void attack(int threads) throws IOException, InterruptedException {
        Path output = folder.resolve("output-" + threads);
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileServer.class.getName(),
                        Integer.toString(threads))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        EXIT_CODES.put(threads, server.waitFor());
        Map<String, List<String>> lines = new HashMap<>();
        for (String line : Files.readAllLines(output)) {
            List<String> fields = List.of(line.split(HostileServer.SEPARATOR));
            if (fields.get(0).equals("attack")) {
                lines.put(fields.get(1), fields);
            }
        }
        LINES.put(threads, lines);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void theServerSurvives(int threads) {
        assertThat(EXIT_CODES).containsEntry(threads, 0);
    }

    static Stream<Integer> threads() {
        return Stream.of(1, 8);
    }

    @ParameterizedTest(name = "{1} ({0} at a time)")
    @MethodSource("attacks")
    void anAttackCostsTheLoginThatItRanFor(int threads, HostileScript script) {
        List<String> line = LINES.get(threads).get(script.name());
        assertThat(line).isNotNull();
        assertThat(line.get(2)).matches("(Broken|Unavailable)\\[.*").doesNotContain("see the log");
        List<String> possible = new ArrayList<>(script.endings());
        possible.add("limit");
        assertThat(ending(line.get(2))).as(line.get(2)).isIn(possible);
    }

    @ParameterizedTest(name = "{1} ({0} at a time)")
    @MethodSource("attacks")
    void theNextLoginIsAsEverBefore(int threads, HostileScript script) {
        assertThat(LINES.get(threads).get(script.name()))
                .isNotNull()
                .last()
                .asString()
                .startsWith("Authenticated[");
    }

    static Stream<Arguments> attacks() {
        return threads().flatMap(threads -> HostileScript.all().stream().map(script -> Arguments.of(threads, script)));
    }

    private static String ending(String outcome) {
        if (outcome.contains("time limit") || outcome.contains(" memory")) {
            return "limit";
        }
        return outcome.matches(".*([Tt]oo deep|maximum stack depth).*") ? "depth" : "error";
    }

    @Test
    void attacksHaveDifferentNames() {
        assertThat(HostileScript.all()).extracting(HostileScript::name).doesNotHaveDuplicates();
    }
}
