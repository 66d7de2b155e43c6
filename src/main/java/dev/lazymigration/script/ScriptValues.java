package dev.lazymigration.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Reads what a run gave back, inside the run: a getter or {@code toJSON} is script code too, and stands under the same
 * limits.
 */
final class ScriptValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MODULE_FRAME = Pattern.compile("at (" + ModuleFolder.PREFIX + "[^:\n]+):(\\d+)");

    /** Of an error that goes to the log, where it is shortened again after secrets have been struck out. */
    private static final int LONGEST_TEXT_OF_ERROR = 64 * 1024;

    private final Context context;
    private final Scriptable global;
    private final CompiledScript script;
    private final ModuleFolder moduleFolder;
    private final ScriptRun run;
    private final Pattern frame;

    ScriptValues(
            Context context,
            Scriptable global,
            ScriptSlot slot,
            CompiledScript script,
            ModuleFolder moduleFolder,
            ScriptRun run) {
        this.context = context;
        this.global = global;
        this.script = script;
        this.moduleFolder = moduleFolder;
        this.run = run;
        this.frame = Pattern.compile("at " + slot.label() + ":(\\d+)");
    }

    /** An answer by the rules of JSON, which drop functions and write dates as text. */
    Object plain(Object value) {
        if (value == null || Undefined.isUndefined(value)) {
            return null;
        }
        if (value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        Object json = NativeJSON.stringify(context, global, value, null, null);
        if (!(json instanceof CharSequence text)) {
            throw impossible("the script returned something that is not data");
        }
        if (text.length() > run.limits().profileCharacters()) {
            throw impossible("the profile is larger than " + run.limits().profileCharacters() + " characters of JSON");
        }
        Object parsed = parse(text.toString());
        if (parsed instanceof Map<?, ?> && value instanceof Scriptable profile) {
            return withReadableIds(profile, asMap(parsed));
        }
        return parsed;
    }

    private static Object parse(String json) {
        try {
            return JSON.readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw impossible("the profile is not readable JSON: " + e.getOriginalMessage());
        }
    }

    /** The ids of MongoDB know how to write themselves, but some versions not how to become JSON. */
    private Map<String, Object> withReadableIds(Scriptable profile, Map<String, Object> plain) {
        for (String field : ProfileIds.FIELDS) {
            if (ScriptableObject.getProperty(profile, field) instanceof Scriptable id
                    && ScriptableObject.getProperty(id, "toHexString") instanceof Function toHexString) {
                plain.put(field, Context.toString(toHexString.call(context, global, id, new Object[0])));
            }
        }
        return plain;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object parsed) {
        return (Map<String, Object>) parsed;
    }

    ThrownError thrown(RhinoException exception) {
        if (exception instanceof JavaScriptException thrown) {
            Object value = thrown.getValue();
            return value instanceof Scriptable error
                    ? thrown(error)
                    : new ThrownError("", shortened(Context.toString(value)), "", 0, null);
        }
        String name = exception instanceof EcmaError error ? error.getName() : "InternalError";
        String message = exception instanceof EcmaError error ? error.getErrorMessage() : exception.details();
        String stack = exception.getScriptStackTrace();
        return new ThrownError(name, shortened(message), moduleIn(stack), lineIn(stack), null);
    }

    private ThrownError thrown(Scriptable error) {
        Object profile = ScriptableObject.getProperty(error, "profile");
        String stack = text(error, "stack");
        return new ThrownError(
                text(error, "name"),
                error instanceof ScriptableObject && ScriptableObject.hasProperty(error, "message")
                        ? text(error, "message")
                        : shortened(String.valueOf(NativeJSON.stringify(context, global, error, null, null))),
                moduleIn(stack),
                lineIn(stack),
                profile instanceof Scriptable ? plain(profile) : null);
    }

    private static String text(Scriptable object, String property) {
        Object value = ScriptableObject.getProperty(object, property);
        return value == Scriptable.NOT_FOUND || value == null || Undefined.isUndefined(value)
                ? ""
                : shortened(Context.toString(value));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT_OF_ERROR ? text : text.substring(0, LONGEST_TEXT_OF_ERROR);
    }

    private int lineIn(String stack) {
        Matcher frames = frame.matcher(stack);
        return frames.find() ? script.lowered().originalLine(Integer.parseInt(frames.group(1))) : 0;
    }

    /** The place in a module of the server's operator, when the innermost function that is not ours is in one. */
    private String moduleIn(String stack) {
        Matcher module = MODULE_FRAME.matcher(stack);
        Matcher script = frame.matcher(stack);
        if (!module.find() || script.find() && script.start() < module.start()) {
            return "";
        }
        OptionalInt line = moduleFolder.originalLine(module.group(1), Integer.parseInt(module.group(2)));
        return line.orElse(0) == 0 ? module.group(1) : module.group(1) + ", line " + line.getAsInt();
    }

    private static RunOver impossible(String reason) {
        return new RunOver(new Ending.Impossible(reason));
    }
}
