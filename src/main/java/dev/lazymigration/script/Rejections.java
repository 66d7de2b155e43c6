package dev.lazymigration.script;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;

/**
 * The rejected promises of a run that nobody listens to. Confined to the thread of the run.
 *
 * <p>The engine has a tracker of its own, which keeps the promises of all threads in one static map (Rhino 1.9.2, {@code
 * UnhandledRejectionTracker.unhandled}): one run would be told the errors of another.
 */
final class Rejections {

    private final Set<Scriptable> unheard = new LinkedHashSet<>();
    private final Map<Scriptable, Object> rejected = new LinkedHashMap<>();

    /** A {@code then} that notes which promises are listened to, and the new ones that are not. */
    static LambdaFunction hearing(Scriptable scope, BaseFunction engineThen) {
        return new LambdaFunction(scope, "then", 2, (context, caller, self, arguments) -> {
            Object next = engineThen.call(context, caller, self, arguments);
            Rejections rejections = SandboxContext.currentRun(context).rejections();
            rejections.heard(self);
            rejections.unheard(next);
            return next;
        });
    }

    /** A function that notes the promises which it gives. */
    static LambdaFunction noting(Scriptable scope, String name, BaseFunction original) {
        return new LambdaFunction(scope, name, original.getLength(), (context, caller, self, arguments) -> {
            Object promise = original.call(context, caller, self, arguments);
            SandboxContext.currentRun(context).rejections().unheard(promise);
            return promise;
        });
    }

    void unheard(Object promise) {
        if (promise instanceof Scriptable object) {
            unheard.add(object);
        }
    }

    void heard(Object promise) {
        unheard.remove(promise);
        rejected.remove(promise);
    }

    /** Why the first of them was rejected. To be asked when the run has nothing to do at once. */
    Optional<Object> first(Context context) {
        List<Scriptable> asked = List.copyOf(unheard);
        unheard.clear();
        asked.forEach(
                promise -> SharedWorld.get().onRejection(context, promise, reason -> rejected.put(promise, reason)));
        context.processMicrotasks();
        return rejected.values().stream().findFirst();
    }
}
