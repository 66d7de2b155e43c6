package dev.lazymigration.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.mozilla.javascript.JSScript;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.optimizer.OptJSScriptCode;

/**
 * Turns the source of a script into something that runs, once for each source: translating takes a hundred milliseconds,
 * a run a fraction of one. Also remembers what is wrong with a source that does not compile, so that a broken script is
 * not translated again for every login. Safe for use by several threads.
 */
final class ScriptCompiler {

    private static final Logger LOG = Logger.getLogger(ScriptCompiler.class);

    private static final int REMEMBERED_SCRIPTS = 128;

    /** What real scripts have is a hundredth of this, libraries copied into them a half. */
    private static final int LONGEST_SOURCE = 256 * 1024;

    private static final String TOO_LARGE =
            "the script or a function of it is too large: it would be more than 64 kB of byte"
                    + " code, or hold more than 65 535 names and values; large tables belong into the database";

    // Not the compilations themselves: the cache would let others wait that have nothing to do with this script.
    private final Cache<Source, FutureTask<Compilation>> compilations =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SCRIPTS).build();

    /**
     * @param limit how long to wait for a translation, which goes on nevertheless
     * @throws ScriptException when the source is not JavaScript; the position is the one in the source
     * @throws RunOver when it has not been translated in that time, or the thread is interrupted
     */
    CompiledScript compile(ScriptSlot slot, String source, Duration limit) throws ScriptException {
        if (source.length() > LONGEST_SOURCE) {
            throw new ScriptException(
                    "the " + slot.label() + " script is longer than " + LONGEST_SOURCE + " characters");
        }
        Compilation compilation = await(translation(slot, source), limit);
        if (compilation instanceof Failed failed) {
            throw failed.problem();
        }
        return ((Succeeded) compilation).script();
    }

    /** The translation of a source, begun by whoever asks for it first. */
    private FutureTask<Compilation> translation(ScriptSlot slot, String source) {
        Source key = new Source(slot, source);
        FutureTask<Compilation> known = compilations.getIfPresent(key);
        if (known != null) {
            return known;
        }
        FutureTask<Compilation> created = new FutureTask<>(() -> compileNow(slot, source.replace("\r\n", "\n")));
        FutureTask<Compilation> earlier = compilations.asMap().putIfAbsent(key, created);
        if (earlier != null) {
            return earlier;
        }
        Translator.begin(created);
        return created;
    }

    private Compilation await(FutureTask<Compilation> translation, Duration limit) {
        try {
            return translation.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RunOver(new Ending.TimedOut("the script is still being translated"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunOver(new Ending.TimedOut("the server gave up waiting for the translation of the script"));
        } catch (ExecutionException e) {
            compilations.asMap().values().remove(translation);
            LOG.warn("The translator failed", e.getCause());
            throw new RunOver(new Ending.Impossible("the translator failed; see the log"));
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
            SharedWorld.get();
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
        } catch (ClassCastException tooManyConstants) {
            // The engine writes a class file of more than 65 535 constants without a word, and fails to read it back.
            throw new ScriptException(TOO_LARGE);
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
