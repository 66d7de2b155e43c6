package dev.lazymigration.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jboss.logging.Logger;

/** Says whether a script can be used at all, for the moment when an administrator saves it. */
public final class ScriptCheck {

    private static final Logger LOG = Logger.getLogger(ScriptCheck.class);
    // On a busy server the first evaluation of a large library takes a second by itself.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ScriptDialect dialect;
    private final Map<String, String> env;
    private final Redaction redaction;
    private final List<HostModule> hostModules;
    private final ModuleFolder moduleFolder;

    /**
     * @param dialect the calling convention of the scripts
     * @param env what the script will see as {@code env}: statements outside its function are run here
     * @param secrets values that must not get into a message, such as one that comes from a vault
     * @param hostModules what the module files stand on
     */
    public ScriptCheck(
            ScriptDialect dialect, Map<String, String> env, Set<String> secrets, List<HostModule> hostModules) {
        this(dialect, env, new Redaction(secrets), hostModules, ModuleFolder.none());
    }

    private ScriptCheck(
            ScriptDialect dialect,
            Map<String, String> env,
            Redaction redaction,
            List<HostModule> hostModules,
            ModuleFolder moduleFolder) {
        this.dialect = dialect;
        this.env = Map.copyOf(env);
        this.redaction = redaction;
        this.hostModules = List.copyOf(hostModules);
        this.moduleFolder = moduleFolder;
    }

    /** The same check for scripts that may also require the modules of a folder. */
    public ScriptCheck withModuleFolder(ModuleFolder folder) {
        return new ScriptCheck(dialect, env, redaction, hostModules, folder);
    }

    /**
     * Compiles the script and evaluates it, without calling its function; looks for modules that are not there.
     *
     * @throws ScriptException when it can not be used; the message says why, and where if that is known
     */
    public void check(ScriptSlot slot, String source) throws ScriptException {
        CompiledScript script = ScriptedDirectory.compiler().compile(slot, source);
        refuseUnknownModules(slot, source.replace("\r\n", "\n"));
        SharedWorld.get();
        moduleFolder.prepare(source);
        ScheduledThreadPoolExecutor watchdog = Watchdog.start();
        try {
            ScriptRunner runner =
                    new ScriptRunner(dialect.convention(), env, RunLimits.DEFAULT, hostModules, moduleFolder);
            refuse(slot, runner.evaluate(slot, script, Deadline.in(LIMIT, watchdog)));
        } finally {
            watchdog.shutdownNow();
        }
    }

    /** One that the script may do without is only worth a warning: a script that would work is not refused. */
    private void refuseUnknownModules(ScriptSlot slot, String source) throws ScriptException {
        for (RequireCall call : RequireCalls.in(source)) {
            if (moduleFolder.resolve(call.name(), null).isEmpty()) {
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
