package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.mozilla.javascript.JSScript;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.optimizer.OptJSScriptCode;

/**
 * Turns the source of a script into something that runs, once for each source: translating takes a hundred milliseconds,
 * a run a fraction of one. Also remembers what is wrong with a source that does not compile, so that a broken script is
 * not translated again for every login.
 */
final class ScriptCompiler {

    private static final int REMEMBERED_SCRIPTS = 128;
    private static final int LONGEST_SOURCE = 256 * 1024;
    private static final String TOO_LARGE = "a function of the script is too large: it would be more than 64 kB of byte"
            + " code; large tables belong into the database, or into several functions";

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
            if (source.length() > LONGEST_SOURCE) {
                throw new ScriptException(
                        "the " + slot.label() + " script is longer than " + LONGEST_SOURCE + " characters");
            }
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
            asExpression = e.withoutPrefix(1);
        }
        try {
            return TopLevelFunctions.select(slot, Lowering.lower(source));
        } catch (ScriptException asProgram) {
            throw asExpression.isFurtherThan(asProgram) ? asExpression : asProgram;
        }
    }

    private static Script rhino(String name, LoweredScript lowered) throws ScriptException {
        try (SandboxContext context = Sandbox.open()) {
            Script script = context.compileString(lowered.code(), name, 1, null);
            if (!isByteCode(script)) {
                throw new ScriptException(TOO_LARGE);
            }
            return script;
        } catch (StackOverflowError e) {
            throw new ScriptException(Lowering.TOO_DEEP);
        } catch (RhinoException e) {
            throw new ScriptException(e.details(), lowered.origin(e.lineNumber()));
        }
    }

    /** Whether the engine did not fall back to its interpreter, which the limits of a run were not made for. */
    private static boolean isByteCode(Script script) {
        return script instanceof JSScript compiled && compiled.getDescriptor().getCode() instanceof OptJSScriptCode;
    }

    /** The text itself: its hash is worked out once, whereas a digest would have to be for every login. */
    private record Source(ScriptSlot slot, String text) {}

    private sealed interface Compilation {}

    private record Succeeded(CompiledScript script) implements Compilation {}

    private record Failed(ScriptException problem) implements Compilation {}
}
