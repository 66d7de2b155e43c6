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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Script;

/**
 * A file that {@code require} can load: one of our own module files, which stand on host functions, or a file of an npm
 * package that came into the JAR when it was built.
 *
 * @param path where it is, relative to this package's resource folder
 * @param builtIn whether it is one of our own
 */
record ModuleFile(String path, boolean builtIn) {

    /** Stands for those of ours that may require internal files, where none of them asks. */
    static final ModuleFile INTERNAL = new ModuleFile("module/internal", true);

    private static final Pattern VERSION = Pattern.compile("(?<=.)@[^/]*");
    private static final Pattern PLAIN_PATH = Pattern.compile("(@?[A-Za-z0-9_][A-Za-z0-9._-]*/?)+");
    private static final Pattern REQUIRE = Pattern.compile("\\brequire\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConcurrentMap<String, ModuleFile> FOUND = new ConcurrentHashMap<>();

    /** The names that scripts may require, for the message that says that one is not among them. */
    static List<String> catalogue() {
        return Resources.text("module/catalogue.txt").orElse("").lines().toList();
    }

    /** The name as files know it: {@code node:crypto} is {@code crypto}, {@code pg@8.7.1} is {@code pg}. */
    static String withoutVersion(String specifier) {
        String name = specifier.startsWith("node:") ? specifier.substring("node:".length()) : specifier;
        return VERSION.matcher(name).replaceFirst("");
    }

    /**
     * @param name what is required, without version
     * @param from the file that requires it, or null for a script
     */
    static Optional<ModuleFile> find(String name, ModuleFile from) {
        boolean relative = name.startsWith("./") || name.startsWith("../");
        if (relative) {
            return from == null || from.builtIn() ? Optional.empty() : from.sibling(name);
        }
        boolean internal = name.startsWith("internal/");
        if (!PLAIN_PATH.matcher(name).matches() || internal && (from == null || !from.builtIn())) {
            return Optional.empty();
        }
        ModuleFile known = FOUND.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ModuleFile> found = existing("module/" + name + ".js", true).or(() -> npmPackage(name));
        found.ifPresent(file -> FOUND.put(name, file));
        return found;
    }

    Script compiled() {
        return Resources.commonJs(path, builtIn ? "module, exports, require, host" : "module, exports, require");
    }

    /** Compiles what a source requires, and what that requires, so that it does not happen in the time of a run. */
    static void prepare(String source) {
        prepare(source, null, new HashSet<>());
    }

    private static void prepare(String source, ModuleFile from, Set<ModuleFile> prepared) {
        Matcher requires = REQUIRE.matcher(source);
        while (requires.find()) {
            find(withoutVersion(requires.group(1)), from)
                    .filter(prepared::add)
                    .ifPresent(file -> prepare(file, prepared));
        }
    }

    private static void prepare(ModuleFile file, Set<ModuleFile> prepared) {
        file.compiled();
        prepare(Resources.text(file.path()).orElseThrow(), file, prepared);
    }

    private Optional<ModuleFile> sibling(String relativeName) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String resolved =
                URI.create("/" + folder).resolve(relativeName).getPath().substring(1);
        if (!resolved.startsWith("npm/")) {
            return Optional.empty();
        }
        return existing(resolved, false)
                .or(() -> existing(resolved + ".js", false))
                .or(() -> existing(resolved + "/index.js", false));
    }

    private static Optional<ModuleFile> npmPackage(String name) {
        return Resources.text("npm/" + name + "/package.json").flatMap(description -> {
            String main = "npm/" + name + "/" + mainOf(description);
            return existing(main, false).or(() -> existing(main + ".js", false));
        });
    }

    private static String mainOf(String description) {
        try {
            return JSON.readTree(description).path("main").asText("index.js").replaceFirst("^\\./", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A package.json in the JAR is not JSON", e);
        }
    }

    private static Optional<ModuleFile> existing(String path, boolean builtIn) {
        return ModuleFile.class.getResource(path) != null && path.endsWith(".js")
                ? Optional.of(new ModuleFile(path, builtIn))
                : Optional.empty();
    }
}
