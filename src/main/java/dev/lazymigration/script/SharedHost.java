package dev.lazymigration.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.SerializableCallable;
import org.mozilla.javascript.Undefined;

/**
 * What module files that all runs share get as {@code host}: leads to the host object of the run that calls. It also has
 * the functions that need no {@link HostModule}, which the host objects of the runs inherit:
 *
 * <ul>
 *   <li>{@code later(work, …)} does something after the current step of the script,
 *   <li>{@code hide(object, name, value)} sets a property that is not seen in a loop, such as a password.
 * </ul>
 */
final class SharedHost extends ScriptableObject implements ModuleLoader.HostObject {

    private static final long serialVersionUID = 1L;

    /** @param scope where the standard objects are */
    SharedHost(Scriptable scope) {
        super(scope, ScriptableObject.getObjectPrototype(scope));
        define("later", (context, caller, self, arguments) -> {
            SandboxContext.currentRun(context).host().later(arguments);
            return Undefined.instance;
        });
        define("hide", (context, caller, self, arguments) -> {
            ((ScriptableObject) arguments[0])
                    .defineProperty(Context.toString(arguments[1]), arguments[2], ScriptableObject.DONTENUM);
            return Undefined.instance;
        });
        sealObject();
    }

    private void define(String name, SerializableCallable body) {
        put(name, this, new LambdaFunction(getParentScope(), name, 0, body));
    }

    @Override
    public Object get(String name, Scriptable start) {
        Object own = super.get(name, start);
        if (own != NOT_FOUND || start != this) {
            return own;
        }
        Context context = Context.getCurrentContext();
        Scriptable ofRun = SandboxContext.currentRun(context).host().object(context);
        return ofRun.get(name, ofRun);
    }

    @Override
    public String getClassName() {
        return "Object";
    }

    @Override
    public Scriptable object(Context context) {
        return this;
    }

    /** While the shared modules are loaded there is no run that could fail. */
    @Override
    public RuntimeException failure(Context context, Scriptable errorScope, HostException failure) {
        return new IllegalStateException(failure);
    }
}
