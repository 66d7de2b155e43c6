package dev.lazymigration.script;

import java.nio.file.Path;
import java.util.List;

/** A JVM that is as easily hurt as a small Keycloak: it ends at its first OutOfMemoryError, and its heap is small. */
final class SmallServer {

    private SmallServer() {}

    /** The command that runs a program of the tests in one. */
    static List<String> running(Class<?> program) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
    }
}
