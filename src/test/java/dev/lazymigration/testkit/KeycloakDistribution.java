package dev.lazymigration.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
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
    private static final KeptBuilds BUILDS = new KeptBuilds(workDirectory().resolve("builds"));

    private final Path home;

    private KeycloakDistribution(Path home) {
        this.home = home;
    }

    /** A fresh copy; an older one of the same name goes. Test JVMs that run side by side have copies of their own. */
    static KeycloakDistribution unpack(String name) {
        String fork = System.getProperty("lazymigration.fork");
        Path home = workDirectory().resolve(fork == null ? name : name + "-" + fork);
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
            // With its time: the server does not start with a JAR that is newer than its build.
            Files.copy(
                    jar,
                    home.resolve("providers").resolve(PROVIDER_JAR),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
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

    /** Makes it as {@code kc.sh build} with these arguments leaves it, with the build's help or without. */
    void build(List<String> arguments, Runnable build) {
        BUILDS.make(this, arguments, build);
    }

    /** What it is a copy of. */
    Path origin() {
        return pristineHome().toAbsolutePath();
    }

    /** The files in {@code providers/}, in an order that is always the same. */
    List<File> providers() {
        try (Stream<Path> files = Files.list(home.resolve("providers"))) {
            return files.sorted().map(Path::toFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the providers in " + home, e);
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
