package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;

/**
 * Turns the source of a script into something that runs, once for each source: translating takes a hundred milliseconds,
 * a run a fraction of one. Also remembers what is wrong with a source that does not compile, so that a broken script is
 * not translated again for every login.
 */
final class ScriptCompiler {

    private static final int REMEMBERED_SCRIPTS = 128;

    private final Cache<String, Compilation> compilations =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SCRIPTS).build();

    /**
     * @throws ScriptException when the source is not JavaScript; the position is the one in the source
     */
    CompiledScript compile(ScriptSlot slot, String source) throws ScriptException {
        Compilation compilation =
                compilations.get(slot + " " + sha256(source), key -> compileNow(slot, source.replace("\r\n", "\n")));
        if (compilation instanceof Failed failed) {
            throw failed.problem();
        }
        return ((Succeeded) compilation).script();
    }

    private static Compilation compileNow(ScriptSlot slot, String source) {
        try {
            if (source.isBlank()) {
                throw new ScriptException("the " + slot.label() + " script is empty");
            }
            LoweredScript lowered = lower(slot, source);
            ModuleFile.prepare(source);
            return new Succeeded(new CompiledScript(rhino(slot.label(), lowered), lowered));
        } catch (ScriptException e) {
            return new Failed(e);
        }
    }

    /** A script is one function expression; if it is not, then perhaps several statements with a function among them. */
    private static LoweredScript lower(ScriptSlot slot, String source) throws ScriptException {
        ScriptException asExpression;
        try {
            // The closing parenthesis has a line of its own, because the last line may end in a comment.
            return Lowering.lower("(" + source + "\n)");
        } catch (ScriptException e) {
            asExpression = e.line() == 1 ? new ScriptException(e.getMessage(), 1, Math.max(1, e.column() - 1)) : e;
        }
        refuseImports(source);
        try {
            return TopLevelFunctions.select(slot, Lowering.lower(source));
        } catch (ScriptException asProgram) {
            throw asExpression.isFurtherThan(asProgram) ? asExpression : asProgram;
        }
    }

    /** Of an import the translator would say only that it expects something else. */
    private static void refuseImports(String source) throws ScriptException {
        Optional<ImportStatement> found = ImportStatement.firstIn(source);
        if (found.isPresent()) {
            throw new ScriptException(
                    "a script can not import: write require('" + found.get().module() + "') instead",
                    found.get().line(),
                    0);
        }
    }

    private static Script rhino(String name, LoweredScript lowered) throws ScriptException {
        try (SandboxContext context = Sandbox.open()) {
            return context.compileString(lowered.code(), name, 1, null);
        } catch (RhinoException e) {
            throw new ScriptException(e.details(), lowered.originalLine(e.lineNumber()), 0);
        }
    }

    private static String sha256(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private sealed interface Compilation {}

    private record Succeeded(CompiledScript script) implements Compilation {}

    private record Failed(ScriptException problem) implements Compilation {}
}
