package dev.lazymigration.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern FRAME = Pattern.compile("\\n    at (?:.* \\()?([^()\\n]+?):(\\d{1,7}):(\\d{1,7})\\)?");

    /** Of an error that goes to the log, where it is shortened again after secrets have been struck out. */
    private static final int LONGEST_TEXT_OF_ERROR = 64 * 1024;

    private final SandboxContext context;
    private final Scriptable global;
    private final ScriptRun run;
    private final ScriptSlot slot;
    private final String file;

    ScriptValues(SandboxContext context, Scriptable global, ScriptSlot slot, ScriptRun run) {
        this.context = context;
        this.global = global;
        this.run = run;
        this.slot = slot;
        this.file = slot.fileName();
    }

    /** The answer to the question of this script. */
    Object answer(Object value) {
        return slot == ScriptSlot.LIST_USERS ? new PageValues(this, run.limits()).plain(value) : plain(value);
    }

    /** A value by the rules of JSON, which drop functions and write dates as text. */
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
        String json = json(value);
        if (json.length() > run.limits().profileCharacters()) {
            throw impossible("the profile is larger than " + run.limits().profileCharacters() + " characters of JSON");
        }
        return parsed(json, value);
    }

    /** What JSON makes of a value. */
    String json(Object value) {
        Object json = NativeJSON.stringify(context, global, value, null, null);
        if (!(json instanceof CharSequence text)) {
            throw impossible("the script returned something that is not data");
        }
        return text.toString();
    }

    /** What was made of a value, read. */
    Object parsed(String json, Object value) {
        Object parsed = parse(json);
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
                    : new ThrownError("", shortened(Context.toString(value)), "", SourcePosition.UNKNOWN, null);
        }
        String name = exception instanceof EcmaError error ? error.getName() : "InternalError";
        String message = exception instanceof EcmaError error ? error.getErrorMessage() : exception.details();
        return new ThrownError(
                name, shortened(message), moduleIn(framesOf(exception)), placeIn(framesOf(exception)), null);
    }

    private ThrownError thrown(Scriptable error) {
        Object profile = ScriptableObject.getProperty(error, "profile");
        String stack = text(error, "stack");
        return new ThrownError(
                text(error, "name"),
                error instanceof ScriptableObject && ScriptableObject.hasProperty(error, "message")
                        ? text(error, "message")
                        : shortened(String.valueOf(NativeJSON.stringify(context, global, error, null, null))),
                moduleIn(framesOf(stack)),
                placeIn(framesOf(stack)),
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

    private Stream<Frame> framesOf(RhinoException exception) {
        return Arrays.stream(exception.getScriptStack())
                .filter(frame -> frame.fileName != null)
                .map(frame -> new Frame(frame.fileName, context.origin(frame.fileName, frame.lineNumber)));
    }

    /** Of an error's stack, which a script may have overwritten. */
    private static Stream<Frame> framesOf(String stack) {
        return FRAME.matcher(stack).results().map(Frame::of);
    }

    private SourcePosition placeIn(Stream<Frame> frames) {
        return frames.filter(frame -> frame.file().equals(file))
                .map(Frame::place)
                .findFirst()
                .orElse(SourcePosition.UNKNOWN);
    }

    /** The place in a module of the server's operator, when the innermost function that is not ours is in one. */
    private String moduleIn(Stream<Frame> frames) {
        Optional<Frame> innermost = frames.filter(
                        frame -> frame.file().equals(file) || frame.file().startsWith(ModuleFolder.PREFIX))
                .findFirst();
        return innermost
                .filter(frame -> !frame.file().equals(file))
                .map(Frame::describe)
                .orElse("");
    }

    static RunOver impossible(String reason) {
        return new RunOver(new Ending.Impossible(reason));
    }

    /** A call under way when an error was made, by its place in the source. */
    private record Frame(String file, SourcePosition place) {

        private static Frame of(MatchResult match) {
            return new Frame(
                    match.group(1),
                    new SourcePosition(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3))));
        }

        private String describe() {
            return place.isKnown() ? file + ", line " + place.line() : file;
        }
    }
}
