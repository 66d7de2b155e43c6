package dev.lazymigration.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * A global variable of one run that holds a module, or something out of one: loaded when it is first read, because few
 * runs do. A script may well give the name to something else. Confined to the thread of the run.
 */
final class LazyGlobal {

    private final Function require;
    private final String module;
    private final String property;
    private Object value;

    /** @param property what of the module's exports it is; empty for the exports themselves */
    LazyGlobal(Function require, String module, String property) {
        this.require = require;
        this.module = module;
        this.property = property;
    }

    void defineIn(ScriptableObject global, String name) {
        global.defineProperty(name, this::get, this::set, ScriptableObject.DONTENUM);
    }

    private Object get() {
        if (value == null) {
            Scriptable scope = require.getParentScope();
            Object exports = require.call(Context.getCurrentContext(), scope, scope, new Object[] {module});
            value = property.isEmpty() ? exports : ScriptableObject.getProperty((Scriptable) exports, property);
        }
        return value;
    }

    private void set(Object newValue) {
        value = newValue;
    }
}
