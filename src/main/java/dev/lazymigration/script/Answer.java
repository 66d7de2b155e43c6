package dev.lazymigration.script;

import java.util.function.Consumer;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.Undefined;

/** The answer of one run; the first one counts. Confined to the thread of the run. */
final class Answer {

    private boolean given;
    private boolean rejected;
    private boolean complete;
    private Object value;

    boolean isGiven() {
        return given;
    }

    /** From now on no answer is one too: that the run has come to its end. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    void resolve(Object result) {
        settle(result, false);
    }

    void reject(Object error) {
        settle(error, true);
    }

    private void settle(Object newValue, boolean isError) {
        if (!given) {
            given = true;
            rejected = isError;
            value = newValue;
        }
    }

    /** Takes what a function returned: the answer itself, or anything with a {@code then} that will give it. */
    void follow(Context context, Scriptable global, Object returned) {
        if (!whenSettled(context, global, returned, this::resolve, this::reject)) {
            resolve(returned);
        }
    }

    /** Waits for what a function returned, and for everything else that it has begun; the result does not matter. */
    void followToTheEnd(Context context, Scriptable global, Object returned) {
        if (!whenSettled(context, global, returned, result -> complete(), this::reject)) {
            complete();
        }
    }

    /** Listens to what a function returned, unless it is no promise: then this is false. */
    static boolean whenSettled(
            Context context, Scriptable global, Object returned, Consumer<Object> onResult, Consumer<Object> onError) {
        if (returned instanceof Scriptable promise
                && ScriptableObject.getProperty(promise, "then") instanceof Function then) {
            then.call(context, global, promise, new Object[] {
                listener(global, "resolve", onResult), listener(global, "reject", onError)
            });
            return true;
        }
        return false;
    }

    private static Function listener(Scriptable global, String name, Consumer<Object> consumer) {
        SerializableCallable body = (context, caller, self, arguments) -> {
            consumer.accept(arguments.length == 0 ? Undefined.instance : arguments[0]);
            return Undefined.instance;
        };
        return new LambdaFunction(global, name, 1, body, false);
    }

    /** The result, or the error thrown. */
    Object get() {
        if (rejected) {
            throw new JavaScriptException(value, "answer", 0);
        }
        return value;
    }
}
