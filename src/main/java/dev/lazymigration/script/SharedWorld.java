package dev.lazymigration.script;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.TopLevel;
import org.mozilla.javascript.Undefined;

/**
 * The standard objects, the runtime library of translated code and the globals that are the same for every script. Built
 * once for the JVM and sealed; each run has a global object of its own that inherits from it. To build it takes a second
 * or two, a run's own global object some microseconds.
 */
final class SharedWorld {

    private static final String BUFFER_PATH = "npm/buffer/index.js";

    /** Internal files without any state, which every run would build anew. */
    private static final List<String> SHARED_MODULES = List.of("internal/pg-formats");

    private final TopLevel scope;
    private final SourceStacks stacks;
    private final Function populate;
    private final Map<String, Scriptable> sharedModules = new HashMap<>();

    private SharedWorld(Context context) {
        scope = new TopLevel();
        context.initSafeStandardObjects(scope);
        context.evaluateString(scope, Lowering.runtimeLibrary(), "runtime.js", 1, null);
        stacks = SourceStacks.install(context, scope);
        scope.cacheBuiltins(scope, false);
        Resources.script("runtime.js").exec(context, scope, scope);
        Object buffer = new ModuleLoader(scope, new NoHost(), Map.of()).load(context, "buffer", null);
        share(context, BUFFER_PATH, buffer);
        Function prelude = (Function) Resources.script("prelude.js").exec(context, scope, scope);
        populate = (Function) prelude.call(context, scope, scope, new Object[] {scope, natives(context), buffer});
        ModuleLoader modules = new ModuleLoader(scope, new NoHost(), sharedModules);
        for (String name : SHARED_MODULES) {
            ModuleFile file = ModuleFile.find(name, ModuleFile.INTERNAL).orElseThrow();
            share(context, file.path(), modules.load(context, name, ModuleFile.INTERNAL));
        }
        Seal.everythingFrom(
                context, scope, context.newArray(scope, sharedModules.values().toArray()), populate);
    }

    private void share(Context context, String path, Object exports) {
        Scriptable module = context.newObject(scope);
        module.put("exports", module, exports);
        sharedModules.put(path, module);
    }

    /** The one world of this JVM; the first call builds it. */
    static SharedWorld get() {
        return Holder.INSTANCE;
    }

    /**
     * The global object of one run: everything here shines through, nothing here can be changed through it.
     *
     * @param env what scripts see as {@code env} and {@code configuration}
     * @param globalModules modules that scripts need not require: the global variable, and the name of the module
     */
    Scriptable newGlobal(
            Context context,
            Map<String, String> env,
            Map<String, String> globalModules,
            ScriptRun run,
            List<HostModule> hostModules) {
        Scriptable modulesGlobal = heir();
        ModuleLoader modules =
                new ModuleLoader(modulesGlobal, new HostBridge(run, hostModules, modulesGlobal), sharedModules);
        populate(context, modulesGlobal, Map.of(), Map.of(), Undefined.instance);
        Scriptable global = heir();
        populate(context, global, env, globalModules, modules.requireOfScripts());
        return global;
    }

    private Scriptable heir() {
        return new RunGlobal(scope);
    }

    private void populate(
            Context context,
            Scriptable global,
            Map<String, String> env,
            Map<String, String> globalModules,
            Object require) {
        Object[] arguments = {
            global,
            HostValues.toScript(context, scope, env),
            require,
            HostValues.toScript(context, scope, globalModules)
        };
        populate.call(context, scope, scope, arguments);
    }

    private Scriptable natives(Context context) {
        Scriptable natives = context.newObject(scope);
        define(natives, "print", (cx, caller, self, arguments) -> {
            SandboxContext.currentRun(cx).console().add(Context.toString(arguments[0]), Context.toString(arguments[1]));
            return Undefined.instance;
        });
        define(natives, "trace", (cx, caller, self, arguments) -> {
            ScriptableObject error = (ScriptableObject) cx.newObject(scope, "Error");
            stacks.trace((ScriptableObject) arguments[0], error);
            return Undefined.instance;
        });
        define(natives, "define", (cx, caller, self, arguments) -> {
            ScriptableObject target = (ScriptableObject) arguments[0];
            target.defineProperty(Context.toString(arguments[1]), arguments[2], ScriptableObject.DONTENUM);
            return Undefined.instance;
        });
        define(
                natives,
                "isSealed",
                (cx, caller, self, arguments) -> arguments[0] instanceof ScriptableObject object && object.isSealed());
        Scriptable arrayPrototype = ScriptableObject.getArrayPrototype(scope);
        define(
                natives,
                "isPlainArray",
                (cx, caller, self, arguments) -> arguments[0] instanceof NativeArray array
                        && array.getPrototype() == arrayPrototype
                        && !array.has("constructor", array));
        define(natives, "schedule", (cx, caller, self, arguments) -> schedule(cx, arguments));
        define(natives, "cancel", (cx, caller, self, arguments) -> {
            SandboxContext.currentRun(cx).tasks().cancel(ScriptRuntime.toInt32(arguments[0]));
            return Undefined.instance;
        });
        return natives;
    }

    private Object schedule(Context context, Object[] arguments) {
        Function work = (Function) arguments[0];
        // An hour is for ever here, and does not overflow.
        long millis = (long) Math.min(3_600_000, Math.max(0, Context.toNumber(arguments[1])));
        Runnable task = () -> work.call(Context.getCurrentContext(), scope, scope, ScriptRuntime.emptyArgs);
        return (double) SandboxContext.currentRun(context).tasks().add(task, Duration.ofMillis(millis));
    }

    private void define(Scriptable target, String name, SerializableCallable body) {
        target.put(name, target, new LambdaFunction(scope, name, 0, body));
    }

    /** While the world is built there is no run, and so no host. */
    private static final class NoHost implements ModuleLoader.HostObject {

        @Override
        public Scriptable object(Context context) {
            return new NativeObject();
        }

        @Override
        public RuntimeException failure(Context context, Scriptable errorScope, HostException failure) {
            return new IllegalStateException(failure);
        }
    }

    private static final class Holder {

        private static final SharedWorld INSTANCE;

        static {
            try (SandboxContext context = Sandbox.open()) {
                INSTANCE = new SharedWorld(context);
            }
        }
    }
}
