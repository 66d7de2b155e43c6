package dev.lazymigration.script;

import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.TopLevel;

/**
 * Functions that stand in place of those of the engine which would change a sealed object. They are not written in
 * JavaScript because everything calls them: there, each call costs an object for {@code arguments} and one for
 * {@code apply}.
 */
final class SealGuards {

    private final TopLevel scope;
    private final Scriptable arrayPrototype;

    /** @param scope where the standard objects are */
    SealGuards(TopLevel scope) {
        this.scope = scope;
        this.arrayPrototype = ScriptableObject.getArrayPrototype(scope);
    }

    static boolean isSealed(Object value) {
        return value instanceof ScriptableObject object && object.isSealed();
    }

    /** For a function that changes its first argument. */
    LambdaFunction ofArgument(String name, BaseFunction original) {
        return instead(name, original, (context, caller, self, arguments) -> {
            mustBeOpen(arguments.length == 0 ? null : arguments[0]);
            return original.call(context, caller, self, arguments);
        });
    }

    /** For a method that changes its object. */
    LambdaFunction ofThis(String name, BaseFunction original) {
        return instead(name, original, (context, caller, self, arguments) -> {
            mustBeOpen(self);
            return original.call(context, caller, self, arguments);
        });
    }

    /**
     * For a method of arrays that asks its array what to put the result into, which a plain one cannot choose.
     *
     * @param otherwise is called instead of it for every other object
     */
    LambdaFunction ofPlainArray(String name, BaseFunction original, BaseFunction otherwise) {
        return instead(name, original, (context, caller, self, arguments) -> (isPlain(self) ? original : otherwise)
                .call(context, caller, self, arguments));
    }

    private boolean isPlain(Scriptable object) {
        return object instanceof NativeArray array
                && array.getPrototype() == arrayPrototype
                && !array.has("constructor", array);
    }

    private LambdaFunction instead(String name, BaseFunction original, SerializableCallable body) {
        return new LambdaFunction(scope, name, original.getLength(), body);
    }

    private static void mustBeOpen(Object value) {
        if (isSealed(value)) {
            throw ScriptRuntime.typeError("Cannot modify a sealed object");
        }
    }
}
