package dev.lazymigration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo as Maven's profile starts it, in a process of its own. */
@Tag("own-server")
class DemoIT {

    private record Run(int exitCode, String output) {}

    private static Run demo(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("lazymigration."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(options));
        command.add(Demo.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static long keycloaksOfTheDemo() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(Path.of("servers", "demo").toString()))
                .count();
    }

    @Test
    void theCheckLogsOneUserInAndLeavesNothingRunning() throws IOException, InterruptedException {
        Run run = demo("-Ddemo.check", "-Ddemo.port=" + FreePort.any(), "-Ddemo.management.port=" + FreePort.any());

        assertThat(run.output()).contains("ada@example.org migrated by login, 1 of 1000");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(keycloaksOfTheDemo()).isZero();
    }

    @Test
    void aBusyPortIsToldBeforeAnythingIsStarted() throws IOException, InterruptedException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = demo("-Ddemo.port=" + busy.getLocalPort(), "-Ddemo.management.port=" + FreePort.any());

            assertThat(run.exitCode()).isNotZero();
            assertThat(run.output())
                    .contains("Port " + busy.getLocalPort() + " is in use", "-Ddemo.port=")
                    .doesNotContain("Starting");
        }
    }
}
