package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An unpacked Keycloak of our own: a copy of the pristine distribution, with or without the JAR in {@code providers/}.
 *
 * <p>Where things are is told by system properties, which Maven sets; started from an IDE, it looks into
 * {@code target}, where {@code ./mvnw package} has left them.
 */
final class KeycloakDistribution {

    private static final String PROVIDER_JAR = "keycloak-lazy-migration.jar";

    private final Path home;

    private KeycloakDistribution(Path home) {
        this.home = home;
    }

    /** A fresh copy; an older one of the same name goes. */
    static KeycloakDistribution unpack(String name) {
        Path home = workDirectory().resolve(name);
        Directories.delete(home);
        // Nobody writes to the server's libraries, 170 MB; the build writes to lib/quarkus and sets times in lib/lib.
        Directories.copy(
                pristineHome(),
                home,
                file -> file.startsWith("lib/lib") && file.toString().endsWith(".jar"));
        return new KeycloakDistribution(home);
    }

    /** A library of the pristine distribution, by the beginning of its file name. */
    static Path library(String name) {
        return newest(
                pristineHome().resolve("lib/lib/main"),
                Pattern.quote(name) + "-\\d.*\\.jar",
                "./mvnw process-test-resources");
    }

    Path home() {
        return home;
    }

    Path command() {
        return home.resolve("bin/kc.sh");
    }

    /** Puts the JAR that users install into {@code providers/}. */
    void installProviderJar() {
        Path jar = jar();
        try {
            Files.copy(jar, home.resolve("providers").resolve(PROVIDER_JAR), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install " + jar, e);
        }
    }

    void removeProviderJar() {
        try {
            Files.deleteIfExists(home.resolve("providers").resolve(PROVIDER_JAR));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + PROVIDER_JAR, e);
        }
    }

    private static Path jar() {
        String told = System.getProperty("lazymigration.jar");
        return told != null
                ? Path.of(told)
                : newest(Path.of("target"), "keycloak-lazy-migration-.*\\.jar", "./mvnw package");
    }

    private static Path pristineHome() {
        String told = System.getProperty("lazymigration.keycloak.home");
        return told != null
                ? Path.of(told)
                : newest(Path.of("target", "keycloak-dist"), "keycloak-\\d.*", "./mvnw process-test-resources");
    }

    private static Path workDirectory() {
        return Path.of(System.getProperty("lazymigration.work.dir", "target/servers"))
                .toAbsolutePath();
    }

    private static Path newest(Path directory, String name, String remedy) {
        try (Stream<Path> entries = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            return entries.filter(entry -> entry.getFileName().toString().matches(name))
                    .max(Comparator.comparingLong(entry -> entry.toFile().lastModified()))
                    .orElseThrow(() -> new IllegalStateException("Nothing like " + name + " in "
                            + directory.toAbsolutePath() + ": run " + remedy + " first"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + directory, e);
        }
    }
}
