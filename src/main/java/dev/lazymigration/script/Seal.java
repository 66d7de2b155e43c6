package dev.lazymigration.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * Makes everything that can be reached from an object unchangeable. The engine's own sealing stops at the standard
 * objects' first level; one function that a script can hang a property on is enough to reach the next run.
 *
 * <p>Reading every property also makes the engine build what it would otherwise build at first use, so that later many
 * threads only read.
 */
final class Seal {

    private Seal() {}

    /**
     * @param scope the global object, which finds the standard objects
     * @param others what can be reached from closures only
     */
    static void everythingFrom(Context context, ScriptableObject scope, Object... others) {
        Function everythingIn = (Function) Resources.script("reachable.js").exec(context, scope, scope);
        Scriptable objects = (Scriptable)
                everythingIn.call(context, scope, scope, new Object[] {scope, context.newArray(scope, others)});
        // Only now, because the walk makes the engine build things, which is a change.
        for (Object object : context.getElements(objects)) {
            ((ScriptableObject) object).sealObject();
        }
    }
}
