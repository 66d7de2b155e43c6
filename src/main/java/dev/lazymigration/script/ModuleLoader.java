package dev.lazymigration.script;

import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * {@code require} for one run: every module is loaded at most once, and into a scope of its own, so that a script that
 * calls one of its variables {@code Promise} does not change what the modules see.
 */
final class ModuleLoader {

    private final Scriptable scope;
    private final HostObject host;
    private final Map<String, Object> loaded = new HashMap<>();

    /**
     * @param scope where the modules' code finds its globals
     * @param host what our own module files get as {@code host}, made when the first of them is loaded
     * @param preloaded modules that are shared by all runs, by path
     */
    ModuleLoader(Scriptable scope, HostObject host, Map<String, ?> preloaded) {
        this.scope = scope;
        this.host = host;
        loaded.putAll(preloaded);
    }

    /** The {@code require} that scripts see. */
    Function requireOfScripts() {
        return require(null);
    }

    Object load(Context context, String name, ModuleFile from) {
        ModuleFile file = ModuleFile.find(ModuleFile.withoutVersion(name), from)
                .orElseThrow(() -> host.failure(context, scope, unknown(name)));
        Object known = loaded.get(file.path());
        if (known instanceof Scriptable module && module.has("exports", module)) {
            return ScriptableObject.getProperty(module, "exports");
        }
        Scriptable module = context.newObject(scope);
        Scriptable exports = context.newObject(scope);
        module.put("exports", module, exports);
        // Before it is evaluated: two modules may require each other.
        loaded.put(file.path(), module);
        boolean complete = false;
        try {
            Function body = (Function) file.compiled().exec(context, scope, scope);
            Object[] arguments = {
                module, exports, require(file), file.builtIn() ? host.object(context) : Undefined.instance
            };
            body.call(context, scope, exports, arguments);
            complete = true;
        } finally {
            if (!complete) {
                loaded.remove(file.path());
            }
        }
        return ScriptableObject.getProperty(module, "exports");
    }

    private Function require(ModuleFile from) {
        return new LambdaFunction(scope, "require", 1, (context, caller, self, arguments) -> {
            Object name = arguments.length == 0 ? Undefined.instance : arguments[0];
            return load(context, Context.toString(name), from);
        });
    }

    private static HostException unknown(String name) {
        return HostException.broken(
                "Cannot find module '" + name + "': this host has " + String.join(", ", ModuleFile.catalogue()));
    }

    /** What ties modules to a run. */
    interface HostObject {

        Scriptable object(Context context);

        /** Remembers the failure, and gives the error to throw. */
        RuntimeException failure(Context context, Scriptable scope, HostException failure);
    }
}
