package dev.lazymigration.script;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaConstructor;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Gives errors a {@code stack} as Node.js has it: the message, then the places in the sources as they were written. The
 * engine's own names lines of the translated code, has no message, and fails for errors of a class that extends
 * {@code Error}.
 */
final class SourceStacks {

    private static final List<String> TYPES = List.of(
            "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "InternalError");
    private static final List<String> STATICS = List.of("captureStackTrace", "isError", "stackTraceLimit");
    private static final Pattern FRAME = Pattern.compile("\tat (.+?):(\\d+)(?: \\((.*)\\))?");
    private static final int MOST_FRAMES = 10;
    private static final int DEEPEST_CLASS = 32;
    private static final String PRELUDE = "prelude/";
    private static final String RUNTIME = "runtime.js";

    private final Class<?> errorType;
    private final Scriptable errorPrototype;
    private final MethodHandle engineStack;

    private SourceStacks(Class<?> errorType, Scriptable errorPrototype) {
        this.errorType = errorType;
        this.errorPrototype = errorPrototype;
        this.engineStack = engineStackOf(errorType);
    }

    /** Public, but of a class that is not. */
    private static MethodHandle engineStackOf(Class<?> errorType) {
        try {
            return MethodHandles.privateLookupIn(errorType, MethodHandles.lookup())
                    .unreflect(errorType.getMethod("getStackDelegated"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The engine has no stack of errors any more", e);
        }
    }

    /** Replaces the constructors of errors, which scripts and the engine itself find in the global object. */
    static SourceStacks install(Context context, ScriptableObject scope) {
        ScriptableObject error = (ScriptableObject) ScriptableObject.getProperty(scope, "Error");
        Scriptable prototype = (Scriptable) ScriptableObject.getProperty(error, "prototype");
        // The engine's own attempt at the same: properties that show up in JSON.
        prototype.delete("fileName");
        prototype.delete("lineNumber");
        SourceStacks stacks = new SourceStacks(prototype.getClass(), prototype);
        ScriptableObject tracing = stacks.replace(context, scope, error, "Error");
        for (String name : STATICS) {
            if (error.has(name, error)) {
                tracing.defineProperty(name, error.get(name, error), ScriptableObject.DONTENUM);
            }
        }
        for (String type : TYPES) {
            if (ScriptableObject.getProperty(scope, type) instanceof ScriptableObject original) {
                stacks.replace(context, scope, original, type).setPrototype(tracing);
            }
        }
        return stacks;
    }

    private ScriptableObject replace(Context context, ScriptableObject scope, ScriptableObject original, String name) {
        LambdaConstructor constructor = new LambdaConstructor(
                scope, name, 1, (cx, caller, arguments) -> traced((Function) original, cx, caller, arguments));
        ScriptableObject prototype = (ScriptableObject) ScriptableObject.getProperty(original, "prototype");
        Scriptable above = prototype.getPrototype();
        constructor.setPrototypeScriptable(prototype);
        // The engine has just made it one of a class without a parent.
        prototype.setPrototype(above);
        scope.defineProperty(name, constructor, ScriptableObject.DONTENUM);
        return constructor;
    }

    private Scriptable traced(Function original, Context context, Scriptable caller, Object[] given) {
        // What the engine gives beside the message is the place in the translated code.
        Object message = given.length == 0 ? Undefined.instance : given[0];
        Object[] arguments = given.length > 1 && given[1] instanceof NativeObject
                ? new Object[] {message, given[1]}
                : new Object[] {message};
        ScriptableObject error = (ScriptableObject) original.construct(context, caller, arguments);
        trace(error, error);
        return error;
    }

    /**
     * Gives an object the stack of an error that was made for it, worked out when it is first read.
     *
     * @param target what scripts see
     * @param error an error of the engine's; may be the target itself
     */
    void trace(ScriptableObject target, ScriptableObject error) {
        Stack stack = new Stack(target, error);
        target.defineProperty("stack", stack::get, stack::set, ScriptableObject.DONTENUM);
    }

    private String engineStack(ScriptableObject error) {
        Scriptable prototype = error.getPrototype();
        boolean foreign = !errorType.isInstance(prototype);
        if (foreign) {
            // The engine believes that every error has its own prototype.
            error.setPrototype(errorPrototype);
        }
        try {
            return String.valueOf((Object) engineStack.invoke(error));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            if (foreign) {
                error.setPrototype(prototype);
            }
        }
    }

    /** @param constructors the functions that made the error, which are no part of its stack */
    private static String inSource(String header, Set<String> constructors, String engineStack) {
        SandboxContext context = (SandboxContext) Context.getCurrentContext();
        StringBuilder text = new StringBuilder(header);
        Matcher frames = FRAME.matcher(engineStack);
        boolean made = false;
        for (int count = 0; count < MOST_FRAMES && frames.find(); ) {
            String file = frames.group(1);
            boolean ours = file.startsWith(PRELUDE) || file.equals(RUNTIME);
            made = made || !ours && !constructors.contains(frames.group(3));
            if (made && !file.equals(RUNTIME)) {
                SourcePosition place = context.origin(file, Integer.parseInt(frames.group(2)));
                text.append("\n    at ").append(frame(frames.group(3), file, place));
                count++;
            }
        }
        return text.toString();
    }

    private static String frame(String function, String file, SourcePosition place) {
        String where = place.isKnown() ? file + ":" + place.line() + ":" + Math.max(1, place.column()) : file;
        return function == null || function.equals("anonymous") ? where : function + " (" + where + ")";
    }

    private final class Stack {

        private final ScriptableObject target;
        private final ScriptableObject error;
        private Object value;

        private Stack(ScriptableObject target, ScriptableObject error) {
            this.target = target;
            this.error = error;
        }

        private Object get() {
            if (value == null) {
                value = inSource(header(), constructors(), engineStack(error));
            }
            return value;
        }

        private void set(Object newValue) {
            value = newValue;
        }

        private String header() {
            String name = text("name", "Error");
            String message = text("message", "");
            return name.isEmpty() ? message : message.isEmpty() ? name : name + ": " + message;
        }

        private Set<String> constructors() {
            Set<String> names = new HashSet<>();
            int depth = 0;
            for (Scriptable prototype = target.getPrototype();
                    prototype != null && !errorType.isInstance(prototype) && depth < DEEPEST_CLASS;
                    prototype = prototype.getPrototype(), depth++) {
                if (ScriptableObject.getProperty(prototype, "constructor") instanceof BaseFunction constructor
                        && constructor.get("name", constructor) instanceof String name) {
                    names.add(name);
                }
            }
            return names;
        }

        private String text(String property, String otherwise) {
            Object found = ScriptableObject.getProperty(target, property);
            return found == Scriptable.NOT_FOUND || Undefined.isUndefined(found) ? otherwise : Context.toString(found);
        }
    }
}
