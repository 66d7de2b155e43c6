package dev.lazymigration.script;

import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.Undefined;

/**
 * {@code require} for one run: every module is loaded at most once, and into a scope of its own, so that a script that
 * calls one of its variables {@code Promise} does not change what the modules see.
 */
final class ModuleLoader {

    private final Scriptable scope;
    private final HostObject host;
    private final ModuleFolder folder;
    private final Map<String, Object> loaded = new HashMap<>();

    /**
     * @param scope where the modules' code finds its globals
     * @param host what our own module files get as {@code host}, made when the first of them is loaded
     * @param folder where the modules of the server's operator are
     * @param preloaded modules that are shared by all runs, by path
     */
    ModuleLoader(Scriptable scope, HostObject host, ModuleFolder folder, Map<String, ?> preloaded) {
        this.scope = scope;
        this.host = host;
        this.folder = folder;
        loaded.putAll(preloaded);
    }

    /** The {@code require} that scripts see. */
    Function requireOfScripts() {
        return require(null);
    }

    /** The module objects of all modules that are loaded, by path; each has the property {@code exports}. */
    Map<String, Object> loaded() {
        return Map.copyOf(loaded);
    }

    Object load(Context context, String name, RequiredFile from) {
        RequiredFile file = folder.resolve(name, from).orElseThrow(() -> host.failure(context, scope, unknown(name)));
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
            Function body = (Function) compiled(context, file).exec(context, scope, scope);
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

    private Script compiled(Context context, RequiredFile file) {
        try {
            return file.compiled();
        } catch (HostException e) {
            throw host.failure(context, scope, e);
        }
    }

    private Function require(RequiredFile from) {
        SerializableCallable body = (context, caller, self, arguments) -> {
            Object name = arguments.length == 0 ? Undefined.instance : arguments[0];
            return load(context, Context.toString(name), from);
        };
        return new LambdaFunction(scope, "require", 1, body, false);
    }

    private static HostException unknown(String name) {
        return HostException.moduleNotFound(unknownMessage(name));
    }

    /** Names the module, why it is not there if that is known, and what there is instead. */
    static String unknownMessage(String name) {
        String reason = ModuleFile.reasonAgainst(ModuleFile.withoutVersion(name))
                .map(why -> why + "; ")
                .orElse("");
        return "Cannot find module '" + name + "': " + reason + "this host has "
                + String.join(", ", ModuleFile.catalogue());
    }

    /** What ties modules to a run. */
    interface HostObject {

        Scriptable object(Context context);

        /** Remembers the failure, and gives the error to throw. */
        RuntimeException failure(Context context, Scriptable scope, HostException failure);
    }
}
