package dev.lazymigration.script;

import org.mozilla.javascript.Context;

/** The engine's view of the thread that runs a script: leads natives and the instruction observer to the run. */
final class SandboxContext extends Context {

    private ScriptRun run;
    private String scriptFile = "";
    private LoweredScript script;

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

    /** Names the script that is run, so that stack traces lead to its source. */
    void running(String file, LoweredScript lowered) {
        scriptFile = file;
        script = lowered;
    }

    /** Where in its source the code on a line of a file comes from. */
    SourcePosition origin(String file, int line) {
        return file.equals(scriptFile) ? script.origin(line) : Resources.origin(file, line);
    }

    void observe() {
        if (run != null) {
            run.checkLimits();
        }
    }
}
