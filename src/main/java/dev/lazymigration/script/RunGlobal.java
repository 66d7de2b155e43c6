package dev.lazymigration.script;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.TopLevel;

/**
 * The global object of one run. The constructors behind literals are those of the shared world, whatever a script makes of
 * the global variables of their names, and are found without a search.
 */
final class RunGlobal extends TopLevel {

    private static final long serialVersionUID = 1L;

    private static final List<String> OF_UNDICI =
            List.of("fetch", "Headers", "Request", "Response", "FormData", "Blob", "File");

    private final transient TopLevel shared;

    /**
     * @param env what is seen as {@code env} and {@code configuration}
     * @param process makes what is seen as {@code process}
     */
    RunGlobal(TopLevel shared, Scriptable env, Supplier<Object> process) {
        this.shared = shared;
        setPrototype(shared);
        define("global", this);
        define("globalThis", this);
        define("env", env);
        define("configuration", env);
        defineLazily("process", process);
    }

    /** Adds the variables of a CommonJS module. */
    void beModule(Context context, Function require) {
        Scriptable exports = context.newObject(shared);
        Scriptable module = context.newObject(shared);
        module.put("exports", module, exports);
        define("require", require);
        define("module", module);
        define("exports", exports);
    }

    /**
     * Adds the variables that hold modules, and those of Node.js that hold something out of one.
     *
     * @param modules the name of a module, by that of the variable
     */
    void loadWhenRead(ModuleLoader loader, Map<String, String> modules) {
        defineLazily("crypto", () -> loader.load(Context.getCurrentContext(), "crypto", null));
        for (String name : OF_UNDICI) {
            defineLazily(name, () -> {
                Object undici = loader.load(Context.getCurrentContext(), "undici", null);
                return ScriptableObject.getProperty((Scriptable) undici, name);
            });
        }
        modules.forEach(
                (name, module) -> defineLazily(name, () -> loader.load(Context.getCurrentContext(), module, null)));
    }

    private void define(String name, Object value) {
        defineProperty(name, value, DONTENUM);
    }

    private void defineLazily(String name, Supplier<Object> source) {
        new LazyProperty(source).defineIn(this, name, DONTENUM);
    }

    @Override
    public BaseFunction getBuiltinCtor(Builtins type) {
        return shared.getBuiltinCtor(type);
    }

    @Override
    public Scriptable getBuiltinPrototype(Builtins type) {
        return shared.getBuiltinPrototype(type);
    }
}
