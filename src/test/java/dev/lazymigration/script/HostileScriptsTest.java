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

    private static final Map<String, List<String>> LINES = new HashMap<>();
    private static int exitCode;

    @BeforeAll
    static void attack(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process server = new ProcessBuilder(SmallServer.running(HostileServer.class))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        exitCode = server.waitFor();
        for (String line : Files.readAllLines(output)) {
            List<String> fields = List.of(line.split(HostileServer.SEPARATOR));
            if (fields.get(0).equals("attack")) {
                LINES.put(fields.get(1), fields);
            }
        }
    }

    @Test
    void theServerSurvives() {
        assertThat(exitCode).isZero();
    }

    @ParameterizedTest(name = "{1} ({0} at a time)")
    @MethodSource("attacks")
    void anAttackCostsTheLoginThatItRanFor(int threads, HostileScript script) {
        List<String> line = LINES.get(threads + " " + script.name());
        assertThat(line).isNotNull();
        assertThat(line.get(2)).matches("(Broken|Unavailable)\\[.*").doesNotContain("see the log");
        List<String> possible = new ArrayList<>(script.endings());
        possible.add("limit");
        assertThat(ending(line.get(2))).as(line.get(2)).isIn(possible);
    }

    @ParameterizedTest(name = "{1} ({0} at a time)")
    @MethodSource("attacks")
    void theNextLoginIsAsEverBefore(int threads, HostileScript script) {
        assertThat(LINES.get(threads + " " + script.name()))
                .isNotNull()
                .last()
                .asString()
                .startsWith("Authenticated[");
    }

    static Stream<Arguments> attacks() {
        return HostileServer.THREADS.stream()
                .flatMap(threads -> HostileScript.all().stream().map(script -> Arguments.of(threads, script)));
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
