package dev.lazymigration.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Script;

/** The JavaScript that comes with the JAR; each file is compiled once for the JVM. */
final class Resources {

    private static final ConcurrentMap<String, Script> COMPILED = new ConcurrentHashMap<>();

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
                        key, text(key).orElseThrow(() -> new IllegalStateException(key + " is not in the JAR"))));
    }

    /** A file in the CommonJS format, made to evaluate to a function of the given parameters. */
    static Script commonJs(String path, String parameters) {
        return COMPILED.computeIfAbsent(path, key -> {
            String body = text(key).orElseThrow(() -> new IllegalStateException(key + " is not in the JAR"));
            return compile(key, "(function (" + parameters + ") {" + body + "\n})");
        });
    }

    /**
     * Our own files are written in what the engine knows; an npm package may be in any newer language. It is translated
     * only if it must be, because translating costs time at the first use.
     */
    private static Script compile(String path, String code) {
        try (SandboxContext context = Sandbox.open()) {
            try {
                return context.compileString(code, path, 1, null);
            } catch (EvaluatorException tooNew) {
                return context.compileString(Lowering.lower(code).code(), path, 1, null);
            }
        } catch (ScriptException e) {
            throw new IllegalStateException(path + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }
}
