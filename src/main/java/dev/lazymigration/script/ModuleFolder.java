package dev.lazymigration.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * CommonJS modules that the server's operator has put into a folder: {@code name.js}, or {@code name/} with a {@code
 * package.json} or an {@code index.js}, and what these have in folders {@code node_modules} of their own. They run in the
 * sandbox like a script, and without the host functions of our own module files.
 *
 * <p>A module that comes with the JAR can not be replaced: what {@code require('pg')} means is the same on every server.
 * Nothing outside the folder is read, also not through a link. A file is compiled once, and again when it has changed.
 * Safe for use by several threads.
 */
public final class ModuleFolder {

    static final String PREFIX = "modules/";

    private static final Logger LOG = Logger.getLogger(ModuleFolder.class);
    private static final ModuleFolder NONE = new ModuleFolder(Optional.empty());
    private static final List<String> SUFFIXES = List.of("", ".js", ".cjs", ".json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Path> root;
    private final FileCompilations compilations = new FileCompilations();

    private ModuleFolder(Optional<Path> root) {
        this.root = root;
    }

    /** No modules but those that come with the JAR. */
    public static ModuleFolder none() {
        return NONE;
    }

    /**
     * The modules in a folder; those that are put there later are found too.
     *
     * @throws IllegalArgumentException when there is no such folder
     */
    public static ModuleFolder at(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(real)) {
                return new ModuleFolder(Optional.of(real));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The folder of modules can not be read: " + folder, e);
        }
        throw new IllegalArgumentException("The folder of modules is no folder: " + folder);
    }

    /**
     * @param specifier what is required
     * @param from the file that requires it, or null for a script
     */
    Optional<RequiredFile> resolve(String specifier, RequiredFile from) {
        if (!(from instanceof FolderFile file)) {
            Optional<RequiredFile> ours =
                    ModuleFile.find(specifier, (ModuleFile) from).map(RequiredFile.class::cast);
            return from == null ? ours.or(() -> root.flatMap(folder -> packageIn(folder, specifier))) : ours;
        }
        if (specifier.startsWith(".")) {
            return beside(specifier, file);
        }
        return nested(specifier, file)
                .or(() -> ModuleFile.find(specifier, null).map(RequiredFile.class::cast))
                .or(() -> root.flatMap(folder -> packageIn(folder, specifier)));
    }

    /** Compiles what a script requires, and what that requires, so that it does not happen in the time of a run. */
    void prepare(String source) {
        Set<RequiredFile> prepared = new HashSet<>();
        prepare(source, null, prepared);
    }

    private void prepare(String source, FolderFile from, Set<RequiredFile> prepared) {
        for (String name : ModuleFile.requiredIn(source)) {
            if (resolve(name, from).orElse(null) instanceof FolderFile file && prepared.add(file)) {
                try {
                    compiled(file);
                    prepare(FileCompilations.text(file), file, prepared);
                } catch (HostException e) {
                    // The run that requires it says what is wrong with it.
                    LOG.debugf(e, "A module can not be compiled");
                }
            }
        }
    }

    CompiledModule compiled(FolderFile file) throws HostException {
        return compilations.of(file);
    }

    /** Where in a module's source the code on a line of its translation comes from. */
    SourcePosition origin(String path, int line) {
        return compilations.origin(path, line);
    }

    /** In the folders {@code node_modules} beside the file and above it, nearest first. */
    private Optional<RequiredFile> nested(String specifier, FolderFile file) {
        return Stream.iterate(file.location().getParent(), this::contains, Path::getParent)
                .map(folder -> packageIn(folder.resolve("node_modules"), specifier))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<RequiredFile> packageIn(Path folder, String specifier) {
        String name = ModuleFile.withoutVersion(specifier);
        return ModuleFile.isPlain(name) ? codeAt(folder.resolve(name)) : Optional.empty();
    }

    private Optional<RequiredFile> beside(String specifier, FolderFile file) {
        try {
            return codeAt(file.location().resolveSibling(specifier));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<RequiredFile> codeAt(Path path) {
        return file(path)
                .or(() -> main(path).flatMap(main -> file(main).or(() -> file(main.resolve("index")))))
                .or(() -> file(path.resolve("index")));
    }

    private Optional<RequiredFile> file(Path path) {
        return SUFFIXES.stream()
                .map(suffix -> path.resolveSibling(path.getFileName() + suffix))
                .map(this::inside)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<RequiredFile> inside(Path candidate) {
        String name = candidate.getFileName().toString();
        boolean code = SUFFIXES.stream().anyMatch(suffix -> !suffix.isEmpty() && name.endsWith(suffix));
        // Before the file system is asked: a script must not learn what there is elsewhere.
        if (!code || !contains(candidate.normalize()) || !Files.isRegularFile(candidate)) {
            return Optional.empty();
        }
        try {
            Path real = candidate.toRealPath();
            return contains(real) ? Optional.of(new FolderFile(this, real, PREFIX + relative(real))) : Optional.empty();
        } catch (IOException e) {
            LOG.debugf(e, "A module is gone");
            return Optional.empty();
        }
    }

    private boolean contains(Path path) {
        return path != null && root.filter(path::startsWith).isPresent();
    }

    private String relative(Path real) {
        return root.orElseThrow().relativize(real).toString().replace('\\', '/');
    }

    private Optional<Path> main(Path folder) {
        return inside(folder.resolve("package.json")).flatMap(description -> {
            try {
                String text = FileCompilations.text((FolderFile) description);
                JsonNode main = JSON.readTree(text).path("main");
                return main.isTextual() ? Optional.of(folder.resolve(main.textValue())) : Optional.empty();
            } catch (HostException | JsonProcessingException | InvalidPathException e) {
                LOG.warnf("%s can not be read: %s", description.path(), e.getMessage());
                return Optional.empty();
            }
        });
    }
}
