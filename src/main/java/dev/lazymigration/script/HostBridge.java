package dev.lazymigration.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * The object {@code host} through which the module files of one run reach Java: one object for each {@link HostModule},
 * and what it inherits from the {@link SharedHost}.
 */
final class HostBridge implements ModuleLoader.HostObject {

    private static final Logger LOG = Logger.getLogger(HostBridge.class);

    private final ScriptRun run;
    private final List<HostModule> modules;
    private final Scriptable scope;
    private final SharedHost shared;
    private final Map<String, Scriptable> functions = new HashMap<>();
    private Scriptable object;

    HostBridge(ScriptRun run, List<HostModule> modules, Scriptable scope, SharedHost shared) {
        this.run = run;
        this.modules = modules;
        this.scope = scope;
        this.shared = shared;
    }

    @Override
    public Scriptable object(Context context) {
        if (object == null) {
            object = newObject(context);
        }
        return object;
    }

    @Override
    public JavaScriptException failure(Context context, Scriptable errorScope, HostException failure) {
        run.remember(failure);
        Scriptable error = context.newObject(errorScope, "Error", new Object[] {failure.getMessage()});
        if (failure.code() != null) {
            ScriptableObject.putProperty(error, "code", failure.code());
        }
        failure.details()
                .forEach((name, value) ->
                        ScriptableObject.putProperty(error, name, HostValues.toScript(context, errorScope, value)));
        return new JavaScriptException(error, "host", 0);
    }

    private Scriptable newObject(Context context) {
        ScriptableObject host = (ScriptableObject) context.newObject(scope);
        for (HostModule module : modules) {
            // A run needs one or two of them, and there are many functions.
            host.defineProperty(
                    module.name(),
                    () -> functions.computeIfAbsent(module.name(), name -> functionsOf(module)),
                    null,
                    ScriptableObject.READONLY);
        }
        host.setPrototype(shared);
        return host;
    }

    private Scriptable functionsOf(HostModule module) {
        Scriptable object = Context.getCurrentContext().newObject(scope);
        for (String function : module.functions()) {
            object.put(function, object, function(module, function));
        }
        return object;
    }

    /** Calls a function with the rest of the arguments after the current step of the script. */
    void later(Object[] arguments) {
        if (arguments.length == 0 || !(arguments[0] instanceof Function work)) {
            throw ScriptRuntime.typeError("host.later needs a function");
        }
        Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        run.tasks().add(() -> work.call(Context.getCurrentContext(), scope, scope, rest));
    }

    private LambdaFunction function(HostModule module, String name) {
        return new LambdaFunction(
                scope, name, 0, (cx, caller, self, arguments) -> call(cx, module, name, arguments), false);
    }

    private Object call(Context context, HostModule module, String function, Object[] arguments) {
        run.checkLimits();
        try {
            Object answer = module.call(function, toJava(arguments), run);
            run.checkLimits();
            return HostValues.toScript(context, scope, answer);
        } catch (HostException e) {
            JavaScriptException error = failure(context, scope, e);
            run.checkLimits();
            throw error;
        } catch (RhinoException e) {
            // Thrown by a getter of an argument: the script's own.
            throw e;
        } catch (RuntimeException e) {
            // A defect of ours: the stack goes to the log, the script gets an error without anything of Java in it.
            LOG.warnf(e, "The host function %s.%s failed", module.name(), function);
            throw failure(
                    context,
                    scope,
                    HostException.broken(
                            "the host function " + module.name() + "." + function + " failed; see the log"));
        }
    }

    private static List<Object> toJava(Object[] arguments) throws HostException {
        List<Object> converted = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            converted.add(HostValues.toJava(argument));
        }
        return converted;
    }
}
