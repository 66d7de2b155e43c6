package dev.lazymigration.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Says whether a script can be used at all, for the moment when an administrator saves it. */
public final class ScriptCheck {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ScriptDialect dialect;
    private final Map<String, String> env;
    private final Redaction redaction;
    private final List<HostModule> hostModules;

    /**
     * @param dialect the calling convention of the scripts
     * @param env what the script will see as {@code env}: statements outside its function are run here
     * @param secrets values that must not get into a message, such as one that comes from a vault
     * @param hostModules what the module files stand on
     */
    public ScriptCheck(
            ScriptDialect dialect, Map<String, String> env, Set<String> secrets, List<HostModule> hostModules) {
        this.dialect = dialect;
        this.env = Map.copyOf(env);
        this.redaction = new Redaction(secrets);
        this.hostModules = List.copyOf(hostModules);
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
            ScriptRunner runner = new ScriptRunner(dialect.convention(), env, RunLimits.DEFAULT, hostModules);
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
            throw new ScriptException(redaction.reason(message), threw.error().place());
        }
        if (ending instanceof Ending.Impossible impossible) {
            throw new ScriptException(redaction.reason(impossible.reason()));
        }
        if (ending instanceof Ending.TimedOut) {
            throw new ScriptException("the " + slot.label() + " script does not end, even before it is called");
        }
    }
}
