package dev.lazymigration.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;

/**
 * The program of a JVM that calls every function which a script can reach from its global object, on the worst objects and
 * with the worst arguments, each call in a run of its own; prints how many functions there were.
 */
final class EveryFunctionServer {

    private static final Duration LIMIT = Duration.ofMillis(30);

    private static final RunLimits AMPLE =
            RunLimits.DEFAULT.withAllocatedBytes(4L << 30).withAllocatedBytesOfAllRuns(4L << 30);

    /** After so many runs that had to be ended by a limit, a function has shown that it knows the limits. */
    private static final int ENDED_OFTEN = 3;

    private static final int SECONDS_WITHOUT_PROGRESS = 120;

    private static final Script CALL = compiled("(function (called, self, list, construct) {"
            + " return construct ? Reflect.construct(called, list) : Reflect.apply(called, self, list); })");

    private static final Script WORST_OBJECTS = compiled("(function () { var text = 'x'.repeat(2e5), shared = [];"
            + " for (var i = 0; i < 60; i++) { shared = [shared, shared]; }"
            + " return [undefined, { length: 9007199254740991, 0: text, 1: text }, text, shared]; })()");

    private static final Script WORST_ARGUMENTS = compiled(
            "(function () { var text = 'x'.repeat(2e5), shared = [], big = BigInt(3);"
                    + " for (var i = 0; i < 60; i++) { shared = [shared, shared]; }"
                    + " for (var j = 0; j < 15; j++) { big = big * big; }"
                    + " var long = { length: 9007199254740991, 0: text, 1: text }, endless = {};"
                    + " endless[Symbol.iterator] = function () { return { next: function () { return { value: 1, done: false }; } }; };"
                    + " return [[2147483647], [1e9, text], [text, text], [long, function () { return 1; }], [shared, Infinity],"
                    + " [endless], [big, big], [/(x+x+)+y/g, text], [null, long], [function () {}, long, Array]]; })()");

    private EveryFunctionServer() {}

    private static Script compiled(String source) {
        try (SandboxContext context = Sandbox.open()) {
            return context.compileString(source, "attempt", 1, null);
        }
    }

    public static void main(String[] arguments) {
        AtomicReference<String> current = new AtomicReference<>("");
        ScheduledThreadPoolExecutor watchdog = Watchdog.start();
        watch(watchdog, current);
        List<Function> functions = reachable(watchdog);
        for (int i = 0; i < functions.size(); i++) {
            callInManyWays(functions.get(i), i, watchdog, current);
        }
        System.out.println("functions\t" + functions.size());
        System.exit(0);
    }

    private static void watch(ScheduledThreadPoolExecutor watchdog, AtomicReference<String> current) {
        AtomicReference<String> before = new AtomicReference<>();
        watchdog.scheduleAtFixedRate(
                () -> {
                    if (current.get().equals(before.getAndSet(current.get()))) {
                        System.out.println("no end of " + current.get());
                        System.exit(1);
                    }
                },
                SECONDS_WITHOUT_PROGRESS,
                SECONDS_WITHOUT_PROGRESS,
                TimeUnit.SECONDS);
    }

    private static List<Function> reachable(ScheduledThreadPoolExecutor watchdog) {
        // To look is no attack: it loads every library that a global variable stands for.
        try (Attempt attempt = new Attempt(Duration.ofHours(1), AMPLE, watchdog)) {
            Context context = attempt.context;
            Function everythingIn =
                    (Function) Resources.script("reachable.js").exec(context, attempt.global, attempt.global);
            Object[] roots = {attempt.global, context.newArray(attempt.global, 0)};
            List<Function> functions = new ArrayList<>();
            Scriptable found = (Scriptable) everythingIn.call(context, attempt.global, attempt.global, roots);
            for (Object object : context.getElements(found)) {
                if (object instanceof Function function) {
                    functions.add(function);
                }
            }
            return functions;
        }
    }

    private static void callInManyWays(
            Function function, int number, ScheduledThreadPoolExecutor watchdog, AtomicReference<String> current) {
        int ended = 0;
        // Constructors do not care what they are called on: that is the first round, with the object undefined.
        for (int object = 0; object < 4; object++) {
            for (int list = 0; list < 10 && ended < ENDED_OFTEN; list++) {
                current.set(number + " " + function.get("name", function) + " " + object + " " + list);
                ended += call(function, object, list, false, watchdog) ? 1 : 0;
                if (object == 0) {
                    ended += call(function, object, list, true, watchdog) ? 1 : 0;
                }
            }
        }
    }

    /** Whether a limit ended it. */
    private static boolean call(
            Function function, int object, int list, boolean construct, ScheduledThreadPoolExecutor watchdog) {
        try (Attempt attempt = new Attempt(LIMIT, RunLimits.DEFAULT, watchdog)) {
            Function call = (Function) attempt.evaluate(CALL);
            Object self = ((Scriptable) attempt.evaluate(WORST_OBJECTS)).get(object, attempt.global);
            Object arguments = ((Scriptable) attempt.evaluate(WORST_ARGUMENTS)).get(list, attempt.global);
            call.call(
                    attempt.context, attempt.global, attempt.global, new Object[] {function, self, arguments, construct
                    });
            attempt.context.processMicrotasks();
            return false;
        } catch (RunOver e) {
            return true;
        } catch (RhinoException | StackOverflowError e) {
            return false;
        } catch (RuntimeException e) {
            // A defect of the engine, such as a cast that fails: costs one login an error.
            return e.getCause() instanceof RunOver;
        }
    }

    /** One run. */
    private static final class Attempt implements AutoCloseable {

        private final ScriptRun run;
        private final SandboxContext context = Sandbox.open();
        private final Scriptable global;

        private Attempt(Duration limit, RunLimits limits, ScheduledThreadPoolExecutor watchdog) {
            SharedWorld world = SharedWorld.get();
            run = new ScriptRun(Deadline.in(limit, watchdog), limits);
            global = world.newGlobal(context, Map.of(), Map.of(), run, List.of(), ModuleFolder.none());
            context.begin(run);
        }

        private Object evaluate(Script script) {
            return script.exec(context, global, global);
        }

        @Override
        public void close() {
            context.close();
            run.close();
        }
    }
}
