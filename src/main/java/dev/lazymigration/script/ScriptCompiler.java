package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;

/**
 * Turns the source of a script into something that runs, once for each source: translating takes a hundred milliseconds,
 * a run a fraction of one. Also remembers what is wrong with a source that does not compile, so that a broken script is
 * not translated again for every login.
 */
final class ScriptCompiler {

    private static final int REMEMBERED_SCRIPTS = 128;

    private final Cache<Source, Compilation> compilations =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SCRIPTS).build();

    /**
     * @throws ScriptException when the source is not JavaScript; the position is the one in the source
     */
    CompiledScript compile(ScriptSlot slot, String source) throws ScriptException {
        Compilation compilation =
                compilations.get(new Source(slot, source), key -> compileNow(slot, source.replace("\r\n", "\n")));
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
            return new Succeeded(new CompiledScript(rhino(slot.fileName(), lowered), lowered));
        } catch (ScriptException e) {
            return new Failed(e);
        }
    }

    /** A script is one function expression; if it is not, then perhaps several statements with a function among them. */
    private static LoweredScript lower(ScriptSlot slot, String source) throws ScriptException {
        ScriptException asExpression;
        try {
            // The closing parenthesis has a line of its own, because the last line may end in a comment.
            return Lowering.lower("(" + source + "\n)").withoutPrefix(1);
        } catch (ScriptException e) {
            asExpression = e.line() == 1 ? new ScriptException(e.getMessage(), 1, Math.max(1, e.column() - 1)) : e;
        }
        try {
            return TopLevelFunctions.select(slot, Lowering.lower(source));
        } catch (ScriptException asProgram) {
            throw asExpression.isFurtherThan(asProgram) ? asExpression : asProgram;
        }
    }

    private static Script rhino(String name, LoweredScript lowered) throws ScriptException {
        try (SandboxContext context = Sandbox.open()) {
            return context.compileString(lowered.code(), name, 1, null);
        } catch (RhinoException e) {
            throw new ScriptException(e.details(), lowered.origin(e.lineNumber()));
        }
    }

    /** The text itself: its hash is worked out once, whereas a digest would have to be for every login. */
    private record Source(ScriptSlot slot, String text) {}

    private sealed interface Compilation {}

    private record Succeeded(CompiledScript script) implements Compilation {}

    private record Failed(ScriptException problem) implements Compilation {}
}
