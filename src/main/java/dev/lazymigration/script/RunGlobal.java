package dev.lazymigration.script;

import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.TopLevel;

/**
 * The global object of one run. The constructors behind literals are those of the shared world, whatever a script makes of
 * the global variables of their names, and are found without a search.
 */
final class RunGlobal extends TopLevel {

    private static final long serialVersionUID = 1L;

    private final transient TopLevel shared;

    RunGlobal(TopLevel shared) {
        this.shared = shared;
        setPrototype(shared);
    }

    @Override
    public BaseFunction getBuiltinCtor(Builtins type) {
        return shared.getBuiltinCtor(type);
    }

    @Override
    public Scriptable getBuiltinPrototype(Builtins type) {
        return shared.getBuiltinPrototype(type);
    }
}
