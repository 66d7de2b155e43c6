package dev.lazymigration.script;

import java.util.List;
import java.util.Map;
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

    /** Whether an error from a getUser script says that there is no such user. */
    boolean meansNobody(ThrownError error);

    /** Where in a profile the user's id may be, best first. */
    List<String> idFields();

    /** What to tell the administrator when a script ended without an answer. */
    String silence();

    /** Modules that scripts find in global variables: the variable, and what would have to be required. */
    Map<String, String> globalModules();

    /** How many parameters it has before the first one with a default value: so counts JavaScript. */
    static int parameters(Function function) {
        return (int) Context.toNumber(function.get("length", function));
    }
}
