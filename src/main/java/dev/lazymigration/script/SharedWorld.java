package dev.lazymigration.script;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
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
    private static final List<String> SHARED_MODULES =
            List.of("internal/answer", "internal/emitter", "internal/pg-formats", "internal/pg-objects");

    /**
     * Each evaluates to a function that is given the global object, {@code define}, the natives, and the npm packages
     * buffer and whatwg-url.
     */
    private static final List<String> PRELUDE =
            List.of("errors", "console", "timers", "standard-library", "bytes", "sealing", "dates", "locale");

    private final TopLevel scope;
    private final SourceStacks stacks;
    private final SharedHost host;
    private final Function newProcess;
    private final Function engineThen;
    private final Map<String, Object> sharedModules = new HashMap<>();

    private SharedWorld(Context context) {
        scope = new TopLevel();
        context.initSafeStandardObjects(scope);
        context.evaluateString(scope, Lowering.runtimeLibrary(), "runtime.js", 1, null);
        stacks = SourceStacks.install(context, scope);
        scope.cacheBuiltins(scope, false);
        host = new SharedHost(scope);
        Resources.script("runtime.js").exec(context, scope, scope);
        ModuleLoader modules = new ModuleLoader(scope, host, ModuleFolder.none(), Map.of());
        Object buffer = modules.load(context, "buffer", null);
        Object whatwg = modules.load(context, "whatwg-url", null);
        Object[] tools = {scope, prelude(context, "define"), natives(context), buffer, whatwg};
        for (String part : PRELUDE) {
            prelude(context, part).call(context, scope, scope, tools);
        }
        newProcess = (Function) prelude(context, "globals").call(context, scope, scope, tools);
        engineThen = (Function) prelude(context, "rejections").call(context, scope, scope, tools);
        SHARED_MODULES.forEach(name -> modules.load(context, name, ModuleFile.INTERNAL));
        sharedModules.put(BUFFER_PATH, modules.loaded().get(BUFFER_PATH));
        SHARED_MODULES.stream()
                .map(name ->
                        ModuleFile.find(name, ModuleFile.INTERNAL).orElseThrow().path())
                .forEach(path -> sharedModules.put(path, modules.loaded().get(path)));
        Seal.everythingFrom(
                context,
                scope,
                Stream.concat(Stream.of(newProcess, engineThen, host), modules.loaded().values().stream())
                        .toArray());
    }

    private Function prelude(Context context, String part) {
        return (Function) Resources.script("prelude/" + part + ".js").exec(context, scope, scope);
    }

    /** The one world of this JVM; the first call builds it. */
    static SharedWorld get() {
        return Holder.INSTANCE;
    }

    /**
     * The global object of one run: everything here shines through, nothing here can be changed through it.
     *
     * @param env what scripts see as {@code env} and {@code configuration}
     * @param moduleFolder modules that the server's operator has added
     * @param globalModules modules that scripts need not require: the global variable, and the name of the module
     */
    Scriptable newGlobal(
            Context context,
            Map<String, String> env,
            Map<String, String> globalModules,
            ScriptRun run,
            List<HostModule> hostModules,
            ModuleFolder moduleFolder) {
        RunGlobal modulesGlobal = new RunGlobal(
                scope,
                context.newObject(scope),
                () -> newProcess.call(Context.getCurrentContext(), scope, scope, ScriptRuntime.emptyArgs));
        HostBridge bridge = new HostBridge(run, hostModules, modulesGlobal, host);
        run.begin(bridge);
        ModuleLoader modules = new ModuleLoader(modulesGlobal, bridge, moduleFolder, sharedModules);
        RunGlobal global = new RunGlobal(
                scope,
                (Scriptable) HostValues.toScript(context, scope, env),
                () -> modulesGlobal.get("process", modulesGlobal));
        global.beModule(context, modules.requireOfScripts());
        global.loadWhenRead(modules, globalModules);
        return global;
    }

    /** Tells the listener when, or that, a promise is rejected, without being one that a script would notice. */
    void onRejection(Context context, Scriptable promise, Consumer<Object> listener) {
        Object[] listeners = {
            Undefined.instance,
            new LambdaFunction(scope, "rejected", 1, (cx, caller, self, arguments) -> {
                listener.accept(arguments.length == 0 ? Undefined.instance : arguments[0]);
                return Undefined.instance;
            })
        };
        engineThen.call(context, scope, promise, listeners);
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
        SealGuards guards = new SealGuards(scope);
        define(natives, "isSealed", (cx, caller, self, arguments) -> SealGuards.isSealed(arguments[0]));
        define(
                natives,
                "guardArgument",
                (cx, caller, self, arguments) ->
                        guards.ofArgument(Context.toString(arguments[0]), (BaseFunction) arguments[1]));
        define(
                natives,
                "guardThis",
                (cx, caller, self, arguments) ->
                        guards.ofThis(Context.toString(arguments[0]), (BaseFunction) arguments[1]));
        define(
                natives,
                "onlyPlainArrays",
                (cx, caller, self, arguments) -> guards.ofPlainArray(
                        Context.toString(arguments[0]), (BaseFunction) arguments[1], (BaseFunction) arguments[2]));
        define(natives, "nanos", (cx, caller, self, arguments) -> (double) System.nanoTime());
        define(natives, "offsetMinutes", (cx, caller, self, arguments) -> offsetMinutes(arguments));
        define(natives, "zoneName", (cx, caller, self, arguments) -> ZoneId.systemDefault()
                .getId());
        define(
                natives,
                "hearing",
                (cx, caller, self, arguments) -> Rejections.hearing(scope, (BaseFunction) arguments[0]));
        define(
                natives,
                "noting",
                (cx, caller, self, arguments) ->
                        Rejections.noting(scope, Context.toString(arguments[0]), (BaseFunction) arguments[1]));
        define(natives, "asyncFunctions", (cx, caller, self, arguments) -> {
            AsyncFunctions functions = new AsyncFunctions(
                    scope, (Function) arguments[0], (Function) arguments[1], (Function) arguments[2]);
            return new LambdaFunction(
                    scope,
                    "asyncExecutePromiseGeneratorProgram",
                    1,
                    (context2, caller2, self2, given) ->
                            functions.call(context2, given.length == 0 ? Undefined.instance : given[0]));
        });
        define(natives, "awaits", (cx, caller, self, arguments) -> {
            SandboxContext.currentRun(cx)
                    .tasks()
                    .await(ScriptRuntime.toInt32(arguments[0]), Context.toBoolean(arguments[1]));
            return Undefined.instance;
        });
        define(natives, "schedule", (cx, caller, self, arguments) -> schedule(cx, arguments));
        define(natives, "cancel", (cx, caller, self, arguments) -> {
            SandboxContext.currentRun(cx).tasks().cancel(ScriptRuntime.toInt32(arguments[0]));
            return Undefined.instance;
        });
        return natives;
    }

    /** How far a time zone is ahead of UTC at a time, in minutes; not a number when there is no such zone. */
    private static double offsetMinutes(Object[] arguments) {
        try {
            Instant instant = Instant.ofEpochMilli((long) Context.toNumber(arguments[1]));
            ZoneOffset offset =
                    ZoneId.of(Context.toString(arguments[0])).getRules().getOffset(instant);
            return offset.getTotalSeconds() / 60.0;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
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

    private static SharedWorld build() {
        try (SandboxContext context = Sandbox.open()) {
            return new SharedWorld(context);
        }
    }

    private static final class Holder {

        private static final SharedWorld INSTANCE;

        static {
            // Had this class once failed to load, it would be gone for as long as the server runs. Not a lambda: that
            // would be a method of this class, which the other thread cannot call before it is loaded.
            INSTANCE = Translator.undisturbed(SharedWorld::build);
        }
    }
}
