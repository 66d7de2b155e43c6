package dev.lazymigration.script;

import org.mozilla.javascript.Context;

/** The engine's view of the thread that runs a script: leads natives and the instruction observer to the run. */
final class SandboxContext extends Context {

    private ScriptRun run;

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
    }

    void observe() {
        if (run != null) {
            run.checkLimits();
        }
    }
}
