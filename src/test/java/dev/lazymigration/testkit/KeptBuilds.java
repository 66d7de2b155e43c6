package dev.lazymigration.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * What {@code kc.sh build} has made, for the next server with the same options and the same JAR: a build costs 20 seconds
 * of a processor.
 *
 * <p>It is kept by the options on the command line and the files in {@code providers/} alone. A server that is started
 * with build options from elsewhere that its build did not have says so and ends: nothing wrong is used in silence. All
 * JVMs of a working directory share what is kept, and one of them builds it while the others wait.
 */
final class KeptBuilds {

    /** All that a build writes to. */
    private static final Path MADE = Path.of("lib", "quarkus");

    private final Path directory;

    KeptBuilds(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the distribution as {@code kc.sh} with these arguments leaves it.
     *
     * @param build does so, if nobody has before
     */
    synchronized void make(KeycloakDistribution distribution, List<String> arguments, Runnable build) {
        Path made = distribution.home().resolve(MADE);
        List<File> providers = distribution.providers();
        // Another state of the same files takes the older one's place.
        Path kept = directory.resolve(
                name(arguments + " " + providers.stream().map(File::getName).toList()));
        String inputs = name(arguments + " " + distribution.origin() + " "
                + providers.stream()
                        .map(file -> file.getName() + " " + file.length() + " " + file.lastModified())
                        .toList());
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                    directory.resolve(kept.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                channel.lock();
                if (Files.isDirectory(kept.resolve(inputs))) {
                    Directories.delete(made);
                    Directories.copy(kept.resolve(inputs), made, file -> false);
                } else {
                    build.run();
                    Directories.delete(kept);
                    Path unfinished = kept.resolve("unfinished");
                    Directories.copy(made, unfinished, file -> false);
                    Files.move(unfinished, kept.resolve(inputs));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what Keycloak's build has made in " + directory, e);
        }
    }

    private static String name(String inputs) {
        return UUID.nameUUIDFromBytes(inputs.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
