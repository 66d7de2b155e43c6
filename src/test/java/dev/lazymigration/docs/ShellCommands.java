package dev.lazymigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.testkit.KeycloakServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs the shell commands of a page in the home of a server, as its administrator would. */
final class ShellCommands {

    private static final String DOCUMENTED_URL = "http://localhost:8080";

    private final KeycloakServer server;

    ShellCommands(KeycloakServer server) {
        this.server = server;
    }

    /**
     * Runs them; the first that fails ends them, and the test.
     *
     * @param commands with the server's address as the documentation has it
     * @return what they print, errors included
     */
    String run(String commands) throws IOException, InterruptedException {
        assertThat(commands).contains(DOCUMENTED_URL);
        ProcessBuilder shell = new ProcessBuilder("bash", "-ec", commands.replace(DOCUMENTED_URL, server.url()))
                .directory(server.home().toFile())
                .redirectErrorStream(true);
        // There kcadm keeps whom it has logged in where: neither in the files of who runs the tests, nor in those of a
        // test that runs beside it.
        shell.environment().put("KC_OPTS", "-Duser.home=" + server.home());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
