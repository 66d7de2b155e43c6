package dev.lazymigration.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.mozilla.javascript.Script;

/**
 * A file that {@code require} can load: one of our own module files, which stand on host functions, or a file of an npm
 * package that came into the JAR when it was built.
 *
 * @param path where it is, relative to this package's resource folder
 * @param builtIn whether it is one of our own
 */
record ModuleFile(String path, boolean builtIn) implements RequiredFile {

    /** Stands for those of ours that may require internal files, where none of them asks. */
    static final ModuleFile INTERNAL = new ModuleFile("module/internal", true);

    private static final Pattern VERSION = Pattern.compile("(?<=.)@[^/]*");
    private static final Pattern PLAIN_PATH =
            Pattern.compile("@?[A-Za-z0-9_][A-Za-z0-9._-]*+(?:/[A-Za-z0-9_][A-Za-z0-9._-]*+)*+");
    private static final int LONGEST_NAME = 214;
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConcurrentMap<String, ModuleFile> FOUND = new ConcurrentHashMap<>();

    /** The names that scripts may require, for the message that says that one is not among them. */
    static List<String> catalogue() {
        return Resources.text("module/catalogue.txt").orElse("").lines().toList();
    }

    /** Why scripts can not have a module that Node.js has, or nothing when there is no particular reason. */
    static Optional<String> reasonAgainst(String name) {
        String prefix = name + " ";
        return Resources.text("module/withheld.txt")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** The name as files know it: {@code node:crypto} is {@code crypto}, {@code pg@8.7.1} is {@code pg}. */
    static String withoutVersion(String specifier) {
        String name = specifier.startsWith("node:") ? specifier.substring("node:".length()) : specifier;
        return name.indexOf('@', 1) < 0 ? name : VERSION.matcher(name).replaceFirst("");
    }

    /** Whether it can be the name of a module, or of a file in a package, and leads nowhere else. */
    static boolean isPlain(String name) {
        return name.length() <= LONGEST_NAME && PLAIN_PATH.matcher(name).matches();
    }

    /**
     * @param specifier what is required
     * @param from the file that requires it, or null for a script
     */
    static Optional<ModuleFile> find(String specifier, ModuleFile from) {
        boolean relative = specifier.startsWith("./") || specifier.startsWith("../");
        if (relative) {
            return from == null || from.builtIn() ? Optional.empty() : from.sibling(specifier);
        }
        String name = withoutVersion(specifier);
        boolean internal = name.startsWith("internal/");
        if (internal && (from == null || !from.builtIn())) {
            return Optional.empty();
        }
        ModuleFile known = FOUND.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (!isPlain(name)) {
            return Optional.empty();
        }
        Optional<ModuleFile> found = existing("module/" + name + ".js", true).or(() -> npmPackage(name));
        found.ifPresent(file -> FOUND.put(name, file));
        return found;
    }

    @Override
    public Script compiled() {
        return path.endsWith(".json")
                ? Resources.json(path)
                : Resources.commonJs(path, builtIn ? "module, exports, require, host" : "module, exports, require");
    }

    /** Compiles what a source requires, and what that requires, so that it does not happen in the time of a run. */
    static void prepare(String source) {
        prepare(source, null, new HashSet<>());
    }

    private static void prepare(String source, ModuleFile from, Set<ModuleFile> prepared) {
        requiredIn(source)
                .forEach(name -> find(name, from).filter(prepared::add).ifPresent(file -> prepare(file, prepared)));
    }

    /** The names in what looks like a call of {@code require}; some may be in a comment. */
    static List<String> requiredIn(String source) {
        return REQUIRE.matcher(source).results().map(call -> call.group(1)).toList();
    }

    private static void prepare(ModuleFile file, Set<ModuleFile> prepared) {
        file.compiled();
        prepare(Resources.text(file.path()).orElseThrow(), file, prepared);
    }

    private Optional<ModuleFile> sibling(String relativeName) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String resolved =
                URI.create("/" + folder).resolve(relativeName).getPath().substring(1);
        return resolved.startsWith("npm/") ? codeAt(resolved) : Optional.empty();
    }

    /** A package, or with {@code package/path/file} one of its files. */
    private static Optional<ModuleFile> npmPackage(String name) {
        return Resources.text("npm/" + name + "/package.json")
                .map(description -> "npm/" + name + "/" + mainOf(description))
                .or(() -> name.contains("/") ? Optional.of("npm/" + name) : Optional.empty())
                .flatMap(ModuleFile::codeAt);
    }

    private static Optional<ModuleFile> codeAt(String path) {
        return existing(path, false)
                .or(() -> existing(path + ".js", false))
                .or(() -> existing(path + "/index.js", false));
    }

    private static String mainOf(String description) {
        try {
            return JSON.readTree(description)
                    .path("main")
                    .asText("index.js")
                    .replaceFirst("^\\./", "")
                    .replaceFirst("/$", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A package.json in the JAR is not JSON", e);
        }
    }

    private static Optional<ModuleFile> existing(String path, boolean builtIn) {
        boolean code = path.endsWith(".js") || path.endsWith(".json");
        return code && ModuleFile.class.getResource(path) != null
                ? Optional.of(new ModuleFile(path, builtIn))
                : Optional.empty();
    }
}
