package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names no function: whatever a newer engine or our own globals bring is called like all others. */
class EveryFunctionTest {

    @Test
    void noFunctionThatAScriptCanReachOutgrowsTheLimits(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process server = new ProcessBuilder(SmallServer.running(EveryFunctionServer.class))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(server.waitFor()).as(() -> read(output)).isZero();
        assertThat(read(output)).containsPattern("functions\\t([5-9]\\d\\d|\\d{4})");
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
