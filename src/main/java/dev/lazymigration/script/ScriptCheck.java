package dev.lazymigration.script;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jboss.logging.Logger;

/** Says whether a script can be used at all, for the moment when an administrator saves it. */
public final class ScriptCheck {

    private static final Logger LOG = Logger.getLogger(ScriptCheck.class);
    // On a busy server the first evaluation of a large library takes a second by itself.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** An administrator can wait longer than a login. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
     * Compiles the script and evaluates it, without calling its function; looks for modules that are not there.
     *
     * @throws ScriptException when it can not be used; the message says why, and where if that is known
     */
    public void check(ScriptSlot slot, String source) throws ScriptException {
        CompiledScript script = compiled(slot, source);
        refuseUnknownModules(slot, source.replace("\r\n", "\n"));
        SharedWorld.get();
        settings.moduleFolder().prepare(source);
        ScheduledThreadPoolExecutor watchdog = Watchdog.start();
        try {
            ScriptRunner runner = new ScriptRunner(
                    settings.dialect().convention(),
                    settings.env(),
                    settings.limits(),
                    settings.hostModules(),
                    settings.moduleFolder());
            refuse(slot, runner.evaluate(slot, script, Deadline.in(LIMIT, watchdog)));
        } finally {
            watchdog.shutdownNow();
        }
    }

    private static CompiledScript compiled(ScriptSlot slot, String source) throws ScriptException {
        try {
            return ScriptedDirectory.compiler().compile(slot, source, PATIENCE);
        } catch (RunOver notYet) {
            throw new ScriptException(
                    notYet.ending() instanceof Ending.Impossible impossible
                            ? impossible.reason()
                            : "the server is too busy to translate the script; save it again");
        }
    }

    /** One that the script may do without is only worth a warning: a script that would work is not refused. */
    private void refuseUnknownModules(ScriptSlot slot, String source) throws ScriptException {
        for (RequireCall call : RequireCalls.in(source)) {
            if (settings.moduleFolder().resolve(call.name(), null).isEmpty()) {
                String message = ModuleLoader.unknownMessage(call.name());
                if (call.certain()) {
                    throw new ScriptException(redaction.reason(message), call.line(), 0);
                }
                LOG.warnf("The %s script may fail in line %d: %s", slot.label(), call.line(), message);
            }
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
