package dev.lazymigration.script;

import java.util.function.Supplier;
import org.mozilla.javascript.ScriptableObject;

/**
 * A property, often a global variable, whose value is made when a run first reads it, because few runs do. A script may
 * well give the name to something else. Confined to the thread of the run.
 */
final class LazyProperty {

    private Supplier<Object> source;

    LazyProperty(Supplier<Object> source) {
        this.source = source;
    }

    /** @param attributes as in {@link ScriptableObject} */
    void defineIn(ScriptableObject object, String name, int attributes) {
        object.defineProperty(name, this::get, this::set, attributes);
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
