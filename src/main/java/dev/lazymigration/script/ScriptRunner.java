package dev.lazymigration.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Runs a compiled script from its evaluation to its answer, on the calling thread. Whatever the script does, this comes
 * back with a {@link Transcript}.
 */
final class ScriptRunner {

    private static final Logger LOG = Logger.getLogger(ScriptRunner.class);

    private final Dialect dialect;
    private final Map<String, String> env;
    private final RunLimits limits;
    private final List<HostModule> hostModules;
    private final ModuleFolder moduleFolder;

    ScriptRunner(
            Dialect dialect,
            Map<String, String> env,
            RunLimits limits,
            List<HostModule> hostModules,
            ModuleFolder moduleFolder) {
        this.dialect = dialect;
        this.env = env;
        this.limits = limits;
        this.hostModules = hostModules;
        this.moduleFolder = moduleFolder;
    }

    /** Asks the script. */
    Transcript ask(CompiledScript script, Question question, Deadline deadline) {
        return run(question.slot(), script, deadline, new Asking(question));
    }

    /** Only evaluates the script, to see whether that gives a function; the answer is null. */
    Transcript evaluate(ScriptSlot slot, CompiledScript script, Deadline deadline) {
        return run(slot, script, deadline, (context, global, run, function) -> Undefined.instance);
    }

    private Transcript run(ScriptSlot slot, CompiledScript script, Deadline deadline, Work work) {
        SharedWorld world = SharedWorld.get();
        ScriptRun run = new ScriptRun(deadline, limits);
        Ending ending;
        try (run;
                SandboxContext context = Sandbox.open()) {
            context.begin(run);
            context.running(slot.fileName(), script.lowered(), moduleFolder);
            ending = guarded(() -> {
                Scriptable global =
                        world.newGlobal(context, env, dialect.globalModules(), run, hostModules, moduleFolder);
                Ending reached = perform(context, global, run, slot, script, work);
                run.checkLimits();
                return reached;
            });
        }
        return new Transcript(ending, run.hostFailure(), run.console().lines());
    }

    private static Ending perform(
            SandboxContext context,
            Scriptable global,
            ScriptRun run,
            ScriptSlot slot,
            CompiledScript script,
            Work work) {
        ScriptValues values = new ScriptValues(context, global, slot, run);
        try {
            Object value = function(script.code().exec(context, global, global), global, slot);
            if (!(value instanceof Function function)) {
                return new Ending.Impossible(
                        "the " + slot.label() + " script is not a function: it is " + kindOf(value));
            }
            Object answer = work.on(context, global, run, function);
            return answer == null ? silent(context, run, values) : new Ending.Answered(values.answer(answer));
        } catch (RhinoException e) {
            return new Ending.Threw(values.thrown(e));
        }
    }

    private static Ending silent(Context context, ScriptRun run, ScriptValues values) {
        String unhandled = run.rejections()
                .first(context)
                .map(reason -> values.thrown(new JavaScriptException(reason, "promise", 0))
                        .describe())
                .orElse("");
        return new Ending.Silent(unhandled);
    }

    /** What the script exports as a CommonJS module, if that is a function, or else its value. */
    private static Object function(Object value, Scriptable global, ScriptSlot slot) {
        Object exports = property(property(global, "module"), "exports");
        if (exports instanceof Function) {
            return exports;
        }
        for (String name : slot.functionNames()) {
            if (property(exports, name) instanceof Function function) {
                return function;
            }
        }
        return value;
    }

    private static Object property(Object holder, String name) {
        return holder instanceof Scriptable object ? ScriptableObject.getProperty(object, name) : null;
    }

    private static Ending guarded(Supplier<Ending> work) {
        try {
            return work.get();
        } catch (RunOver e) {
            return e.ending();
        } catch (RhinoException e) {
            return new Ending.Impossible("the script threw an error that can not be read: " + e.details());
        } catch (StackOverflowError e) {
            return new Ending.Impossible("the script calls itself too deeply");
        } catch (OutOfMemoryError | NegativeArraySizeException e) {
            // Here for what the limits miss: a server that ends at its first OutOfMemoryError does not come here.
            return new Ending.Impossible("the script needs more memory than there is");
        } catch (RuntimeException e) {
            // The engine wraps what comes out of some iterators.
            if (e.getCause() instanceof RunOver over) {
                return over.ending();
            }
            LOG.warn("The script engine failed", e);
            return new Ending.Impossible("the script engine failed; see the log");
        }
    }

    private static String kindOf(Object value) {
        return value instanceof Scriptable object
                ? "an object (" + object.getClassName() + ")"
                : ScriptRuntime.typeof(value);
    }

    /** What is done with the script's function. */
    @FunctionalInterface
    private interface Work {

        /** The answer; Java's null when there is none. */
        Object on(Context context, Scriptable global, ScriptRun run, Function function);
    }

    private final class Asking implements Work {

        private final Question question;

        private Asking(Question question) {
            this.question = question;
        }

        @Override
        public Object on(Context context, Scriptable global, ScriptRun run, Function function) {
            Answer answer = new Answer();
            step(context, global, answer, () -> dialect.ask(context, global, function, question, answer));
            while (!answer.isGiven() && !run.tasks().isEmpty()) {
                boolean idle = !run.tasks().untilNext().isZero();
                if (idle && run.rejections().first(context).isPresent()) {
                    // Node.js ends here too. What is due already may still answer; time alone heals nothing.
                    return null;
                }
                pause(run);
                step(context, global, answer, run.tasks()::runNext);
            }
            if (!answer.isGiven()) {
                boolean ended =
                        answer.isComplete() && run.rejections().first(context).isEmpty();
                return ended ? Undefined.instance : null;
            }
            Object value = answer.get();
            return value == null || question.isNotice() ? Undefined.instance : value;
        }

        /** What goes wrong after the answer comes too late to change it. */
        private void step(Context context, Scriptable global, Answer answer, Runnable work) {
            Callable step = (cx, scope, self, arguments) -> {
                work.run();
                cx.processMicrotasks();
                return Undefined.instance;
            };
            try {
                // Within one call of the engine's: some reactions of promises fail outside of any.
                ScriptRuntime.doTopCall(step, context, global, global, ScriptRuntime.emptyArgs, false);
            } catch (RhinoException e) {
                if (!answer.isGiven()) {
                    throw e;
                }
            }
        }

        private void pause(ScriptRun run) {
            run.checkLimits();
            Duration wait = run.tasks().untilNext();
            while (!wait.isZero()) {
                Duration left = run.deadline().remaining();
                sleep(wait.compareTo(left) < 0 ? wait : left);
                run.checkLimits();
                wait = run.tasks().untilNext();
            }
        }

        private void sleep(Duration time) {
            try {
                Thread.sleep(time.toMillis() + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
