package dev.lazymigration.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/** A calling convention: how a script's function is given the question, and how it gives the answer. */
interface Dialect {

    /**
     * Calls the function.
     *
     * @param global the global object of the run
     * @param answer takes the answer, now or later in the same run
     */
    void ask(Context context, Scriptable global, Function function, Question question, Answer answer);
}
