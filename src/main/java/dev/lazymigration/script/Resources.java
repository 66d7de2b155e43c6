package dev.lazymigration.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptRuntime;

/** The JavaScript that comes with the JAR; each file is compiled once for the JVM. */
final class Resources {

    private static final ConcurrentMap<String, CompiledScript> COMPILED = new ConcurrentHashMap<>();

    private Resources() {}

    /** The text of a file below this package's resource folder, or nothing when there is no such file. */
    static Optional<String> text(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that evaluates to something by itself. */
    static Script script(String path) {
        return COMPILED.computeIfAbsent(
                        path,
                        key -> compile(
                                key,
                                text(key).orElseThrow(() -> new IllegalStateException(key + " is not in the JAR"))))
                .code();
    }

    /** A file in the CommonJS format, made to evaluate to a function of the given parameters. */
    static Script commonJs(String path, String parameters) {
        return COMPILED.computeIfAbsent(path, key -> {
                    String body = text(key).orElseThrow(() -> new IllegalStateException(key + " is not in the JAR"));
                    return compile(key, "(function (" + parameters + ") {" + body + "\n})");
                })
                .code();
    }

    /** Where in a file the code on a line of its translation comes from. */
    static SourcePosition origin(String path, int line) {
        CompiledScript compiled = COMPILED.get(path);
        return compiled == null ? SourcePosition.UNKNOWN : compiled.lowered().origin(line);
    }

    /** A file of JSON, made to evaluate to a function that takes the module. */
    static Script json(String path) {
        return COMPILED.computeIfAbsent(path, key -> {
                    String json = text(key).orElseThrow(() -> new IllegalStateException(key + " is not in the JAR"));
                    try (SandboxContext context = Sandbox.open()) {
                        return new CompiledScript(
                                context.compileString(jsonModule(json), key, 1, null),
                                new LoweredScript("", List.of()));
                    }
                })
                .code();
    }

    /** Code that evaluates to a function which takes a module and makes JSON its exports. */
    static String jsonModule(String json) {
        return "(function (module) { module.exports = JSON.parse(\"" + ScriptRuntime.escapeString(json) + "\"); })";
    }

    /**
     * Translated like any script, although the engine could read most files as they are: it runs a {@code const} in a
     * loop without complaint, and keeps its first value for ever.
     */
    private static CompiledScript compile(String path, String code) {
        return Translator.undisturbed(() -> {
            try (SandboxContext context = Sandbox.open()) {
                LoweredScript lowered = Lowering.lower(code);
                return new CompiledScript(context.compileString(lowered.code(), path, 1, null), lowered);
            } catch (ScriptException e) {
                throw new IllegalStateException(path + ": " + e.describe(), e);
            }
        });
    }
}
