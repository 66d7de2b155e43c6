package dev.lazymigration.script;

import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.TopLevel;
import org.mozilla.javascript.Undefined;

/**
 * Runs translated async functions. Closure's own library makes a generator of each, and three promises for each
 * {@code await}; this one listens to the promise that is awaited, so that the function goes on as soon as the standard says.
 * One for the JVM.
 */
final class AsyncFunctions {

    private final TopLevel scope;
    private final Function newState;
    private final Function advance;
    private final Function engineThen;

    /**
     * @param scope where the standard objects are
     * @param newState constructs what a translated function keeps between two steps
     * @param advance takes such a state, the function, what to do to the state first and with which value: does the next
     *     step, and gives the promise to wait for, or undefined at the end
     * @param engineThen the engine's own {@code then}
     */
    AsyncFunctions(TopLevel scope, Function newState, Function advance, Function engineThen) {
        this.scope = scope;
        this.newState = newState;
        this.advance = advance;
        this.engineThen = engineThen;
    }

    /** Calls a translated function; gives its promise. */
    Scriptable call(Context context, Object program) {
        Activation activation = new Activation(newState.construct(context, scope, ScriptRuntime.emptyArgs), program);
        Scriptable promise =
                scope.getBuiltinCtor(TopLevel.Builtins.Promise).construct(context, scope, new Object[] {activation});
        SandboxContext.currentRun(context).rejections().unheard(promise);
        activation.step(context, "next_", Undefined.instance);
        return promise;
    }

    /** One call of an async function. As the executor of its promise it learns how to settle it. */
    private final class Activation implements Callable {

        private final Scriptable state;
        private final Object program;
        private final Callable onResult = (context, caller, self, arguments) -> step(context, "next_", arguments[0]);
        private final Callable onError = (context, caller, self, arguments) -> step(context, "throw_", arguments[0]);
        private Callable resolve;
        private Callable reject;

        private Activation(Scriptable state, Object program) {
            this.state = state;
            this.program = program;
        }

        @Override
        public Object call(Context context, Scriptable caller, Scriptable self, Object[] arguments) {
            resolve = (Callable) arguments[0];
            reject = (Callable) arguments[1];
            return Undefined.instance;
        }

        private Object step(Context context, String method, Object value) {
            Object awaited = advance.call(context, scope, scope, new Object[] {state, program, method, value});
            if (awaited instanceof Scriptable promise && !Undefined.isUndefined(awaited)) {
                SandboxContext.currentRun(context).rejections().heard(promise);
                engineThen.call(context, scope, promise, new Object[] {onResult, onError});
            } else {
                end(context);
            }
            return Undefined.instance;
        }

        private void end(Context context) {
            Object completion = ScriptableObject.getProperty(state, "abruptCompletion_");
            if (!(completion instanceof Scriptable abrupt)) {
                settle(context, resolve, Undefined.instance);
            } else if (ScriptableObject.hasProperty(abrupt, "isException")) {
                settle(context, reject, ScriptableObject.getProperty(abrupt, "exception"));
            } else {
                settle(context, resolve, ScriptableObject.getProperty(abrupt, "return"));
            }
        }

        private void settle(Context context, Callable how, Object value) {
            how.call(context, scope, Undefined.SCRIPTABLE_UNDEFINED, new Object[] {value});
        }
    }
}
