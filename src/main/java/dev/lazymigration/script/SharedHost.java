package dev.lazymigration.script;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.ScriptRuntime;
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
 *   <li>{@code hide(object, name, value)} sets a property that is not seen in a loop, such as a password,
 *   <li>{@code lazily(object, name, make)} sets a property whose value is made when it is read,
 *   <li>{@code copier(object)} gives a function that sets the properties that this object has now on another one.
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
        define("lazily", (context, caller, self, arguments) -> {
            Function make = (Function) arguments[2];
            Supplier<Object> source = () -> make.call(
                    Context.getCurrentContext(), caller, Undefined.SCRIPTABLE_UNDEFINED, ScriptRuntime.emptyArgs);
            new LazyProperty(source)
                    .defineIn((ScriptableObject) arguments[0], Context.toString(arguments[1]), ScriptableObject.EMPTY);
            return Undefined.instance;
        });
        define("copier", (context, caller, self, arguments) -> copier((ScriptableObject) arguments[0]));
        sealObject();
    }

    /** Not {@code Object.assign}, which looks at each run anew for what the object has, and for setters of the other. */
    private LambdaFunction copier(ScriptableObject source) {
        List<String> names =
                Arrays.stream(source.getIds()).map(Object::toString).toList();
        List<Object> values =
                names.stream().map(name -> source.get(name, source)).toList();
        SerializableCallable body = (context, caller, self, arguments) -> {
            ScriptableObject target = (ScriptableObject) arguments[0];
            for (int i = 0; i < names.size(); i++) {
                target.put(names.get(i), target, values.get(i));
            }
            return target;
        };
        LambdaFunction copy = new LambdaFunction(getParentScope(), "copy", 1, body, false);
        // What is found from the function is sealed with it.
        copy.defineProperty("source", source, ScriptableObject.DONTENUM);
        return copy;
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
