package dev.lazymigration.script;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Says whether a script can be used at all, for the moment when an administrator saves it. */
public final class ScriptCheck {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final DirectorySettings settings;
    private final Redaction redaction;

    /**
     * @param settings what the scripts will run under: statements outside a script's function are run here. The scripts
     *     and time limits in it do not matter
     */
    public ScriptCheck(DirectorySettings settings) {
        this.settings = settings;
        this.redaction = new Redaction(settings.secrets());
    }

    /**
     * Compiles the script and evaluates it, without calling its function.
     *
     * @throws ScriptException when it can not be used; the message says why, and where if that is known
     */
    public void check(ScriptSlot slot, String source) throws ScriptException {
        CompiledScript script = ScriptedDirectory.compiler().compile(slot, source);
        SharedWorld.get();
        ScheduledThreadPoolExecutor watchdog = Watchdog.start();
        try {
            ScriptRunner runner = new ScriptRunner(
                    settings.dialect().convention(), settings.env(), settings.limits(), settings.hostModules());
            refuse(slot, runner.evaluate(slot, script, Deadline.in(LIMIT, watchdog)));
        } finally {
            watchdog.shutdownNow();
        }
    }

    private void refuse(ScriptSlot slot, Transcript transcript) throws ScriptException {
        Ending ending = transcript.ending();
        if (ending instanceof Ending.Threw threw) {
            String message = transcript
                    .hostFailure()
                    .map(HostException::getMessage)
                    .orElseGet(() -> threw.error().describe());
            throw new ScriptException(redaction.reason(message), threw.error().line(), 0);
        }
        if (ending instanceof Ending.Impossible impossible) {
            throw new ScriptException(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.TimedOut) {
            throw new ScriptException("the " + slot.label() + " script does not end, even before it is called");
        }
    }
}
