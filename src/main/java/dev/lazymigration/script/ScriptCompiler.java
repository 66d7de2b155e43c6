package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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

    /** What real scripts have is a hundredth of this, libraries copied into them a half. */
    private static final int LONGEST_SOURCE = 256 * 1024;

    private static final String TOO_LARGE = "a function of the script is too large: it would be more than 64 kB of byte"
            + " code; large tables belong into the database, or into several functions";

    // Not the compilations themselves: the cache would let others wait that have nothing to do with this script.
    private final Cache<Source, FutureTask<Compilation>> compilations =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SCRIPTS).build();

    /**
     * @throws ScriptException when the source is not JavaScript; the position is the one in the source
     */
    CompiledScript compile(ScriptSlot slot, String source) throws ScriptException {
        if (source.length() > LONGEST_SOURCE) {
            throw new ScriptException(
                    "the " + slot.label() + " script is longer than " + LONGEST_SOURCE + " characters");
        }
        Compilation compilation = compilation(slot, source);
        if (compilation instanceof Failed failed) {
            throw failed.problem();
        }
        return ((Succeeded) compilation).script();
    }

    private Compilation compilation(ScriptSlot slot, String source) throws ScriptException {
        Source key = new Source(slot, source);
        FutureTask<Compilation> task =
                compilations.get(key, absent -> new FutureTask<>(() -> compileNow(slot, source.replace("\r\n", "\n"))));
        // Whoever comes first does it; the others wait.
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            compilations.invalidate(key);
            throw new IllegalStateException("The translator failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException("the server gave up waiting for the translation of the script");
        }
    }

    private static Compilation compileNow(ScriptSlot slot, String source) {
        try (SandboxContext context = Sandbox.open()) {
            context.begin(new TranslationLimit());
            if (source.isBlank()) {
                throw new ScriptException("the " + slot.label() + " script is empty");
            }
            LoweredScript lowered = lower(slot, source);
            ModuleFile.prepare(source);
            return new Succeeded(new CompiledScript(rhino(context, slot.fileName(), lowered), lowered));
        } catch (ScriptException e) {
            return new Failed(e);
        } catch (TranslationLimit.Reached e) {
            return new Failed(new ScriptException("the script takes too long to translate"));
        } catch (StackOverflowError e) {
            return new Failed(new ScriptException(Lowering.TOO_DEEP));
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

    private static Script rhino(SandboxContext context, String name, LoweredScript lowered) throws ScriptException {
        try {
            Script script = context.compileString(lowered.code(), name, 1, null);
            if (!isByteCode(script)) {
                throw new ScriptException(TOO_LARGE);
            }
            return script;
        } catch (RhinoException e) {
            throw new ScriptException(e.details(), lowered.origin(e.lineNumber()));
        }
    }

    /** Whether the engine did not fall back to its interpreter, which is many times slower. */
    private static boolean isByteCode(Script script) {
        return script instanceof JSScript compiled && compiled.getDescriptor().getCode() instanceof OptJSScriptCode;
    }

    /** The text itself: its hash is worked out once, whereas a digest would have to be for every login. */
    private record Source(ScriptSlot slot, String text) {}

    private sealed interface Compilation {}

    private record Succeeded(CompiledScript script) implements Compilation {}

    private record Failed(ScriptException problem) implements Compilation {}
}
