package dev.lazymigration.script;

import java.util.function.Supplier;
import org.mozilla.javascript.ScriptableObject;

/**
 * A global variable of one run whose value is made when it is first read, because few runs do. A script may well give the
 * name to something else. Confined to the thread of the run.
 */
final class LazyGlobal {

    private Supplier<Object> source;

    LazyGlobal(Supplier<Object> source) {
        this.source = source;
    }

    void defineIn(ScriptableObject global, String name) {
        global.defineProperty(name, this::get, this::set, ScriptableObject.DONTENUM);
    }

    private Object get() {
        Object value = source.get();
        set(value);
        return value;
    }

    private void set(Object value) {
        source = () -> value;
    }
}
