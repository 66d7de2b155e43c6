package dev.lazymigration.script;

import java.util.Optional;
import org.mozilla.javascript.Context;

/** The engine's view of the thread that runs a script: leads natives and the instruction observer to the run. */
final class SandboxContext extends Context {

    private static final int STEPS_BETWEEN_CHECKS = 4096;

    /** A call may be one of a function that goes through a long string once. */
    private static final int STEPS_OF_CALL = 16;

    private ScriptRun run;
    private TranslationLimit translation;
    private String scriptFile = "";
    private LoweredScript script;
    private ModuleFolder moduleFolder = ModuleFolder.none();
    private int depth;
    private int steps;

    SandboxContext(Sandbox sandbox) {
        super(sandbox);
    }

    /** The run that the current thread is in. */
    static ScriptRun currentRun(Context context) {
        ScriptRun run = ((SandboxContext) context).run;
        if (run == null) {
            throw new IllegalStateException("No script is running");
        }
        return run;
    }

    void begin(ScriptRun newRun) {
        run = newRun;
        // For eval and Function: what they make is always interpreted, whatever the mode is.
        setInterpretedMode(true);
        setMaximumInterpreterStackDepth(newRun.limits().callDepth());
        setInterpretedMode(false);
    }

    /** Names the script that is run and where its added modules are, so that stack traces lead to their sources. */
    void running(String file, LoweredScript lowered, ModuleFolder modules) {
        scriptFile = file;
        script = lowered;
        moduleFolder = modules;
    }

    /** Where in its source the code on a line of a file comes from. */
    SourcePosition origin(String file, int line) {
        if (file.equals(scriptFile)) {
            return script.origin(line);
        }
        return file.startsWith(ModuleFolder.PREFIX) ? moduleFolder.origin(file, line) : Resources.origin(file, line);
    }

    /** From now on this thread translates a script, on behalf of no run. */
    void begin(TranslationLimit newTranslation) {
        translation = newTranslation;
    }

    /** The run that this thread is in. */
    Optional<ScriptRun> run() {
        return Optional.ofNullable(run);
    }

    /** Called by the engine every few thousand instructions of a script. */
    void observe() {
        if (run != null) {
            run.checkLimits();
        }
        if (translation != null) {
            translation.check();
        }
    }

    /** The engine did some work of its own, of which the instructions of a script say nothing. */
    void took(int moreSteps) {
        steps += moreSteps;
        if (steps >= STEPS_BETWEEN_CHECKS) {
            steps = 0;
            observe();
        }
    }

    /** A function is called; gives the depth to come back to. */
    int enterCall() {
        took(STEPS_OF_CALL);
        if (run != null && depth >= run.limits().callDepth()) {
            throw run.tooDeep();
        }
        return depth++;
    }

    void leaveCall(int outerDepth) {
        depth = outerDepth;
    }
}
