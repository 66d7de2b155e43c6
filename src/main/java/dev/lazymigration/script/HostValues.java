package dev.lazymigration.script;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.typedarrays.NativeArrayBuffer;
import org.mozilla.javascript.typedarrays.NativeArrayBufferView;

/** Carries values over the border between scripts and {@link HostModule}s, as that interface documents. */
final class HostValues {

    private static final int DEEPEST = 64;

    private HostValues() {}

    /**
     * @throws HostException when it is or holds something that has no place in Java, such as a function
     */
    static Object toJava(Object value) throws HostException {
        return toJava(value, 0);
    }

    private static Object toJava(Object value, int depth) throws HostException {
        // What is in two places is converted twice: a few dozen objects can make a tree without end.
        EngineBounds.entered();
        if (value == null || Undefined.isUndefined(value) || value == Scriptable.NOT_FOUND) {
            return null;
        }
        if (value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof BigInteger || value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Scriptable object && !(value instanceof Function)) {
            if (depth == DEEPEST) {
                throw HostException.misuse("an argument contains itself, or is nested too deeply");
            }
            return objectToJava(object, depth);
        }
        throw HostException.misuse(
                "an argument is " + (value instanceof Function ? "a function" : "not a plain value"));
    }

    private static Object objectToJava(Scriptable object, int depth) throws HostException {
        if (object instanceof NativeArrayBuffer buffer) {
            EngineBounds.bytes(buffer.getLength());
            return buffer.getBuffer().clone();
        }
        if (object instanceof NativeArrayBufferView view) {
            EngineBounds.bytes(view.getByteLength());
            byte[] bytes = view.getBuffer().getBuffer();
            return Arrays.copyOfRange(bytes, view.getByteOffset(), view.getByteOffset() + view.getByteLength());
        }
        if (object instanceof NativeArray array) {
            return listOf(array, depth);
        }
        return switch (object.getClassName()) {
            case "Date" -> instantOf(object);
            case "String", "Number", "Boolean" -> toJava(object.getDefaultValue(null), depth + 1);
            default -> mapOf(object, depth);
        };
    }

    private static Instant instantOf(Scriptable date) throws HostException {
        double millis = Context.toNumber(date);
        if (Double.isNaN(millis)) {
            throw HostException.misuse("an argument is an invalid date");
        }
        return Instant.ofEpochMilli((long) millis);
    }

    private static List<Object> listOf(NativeArray array, int depth) throws HostException {
        if (array.getLength() > Integer.MAX_VALUE) {
            throw HostException.misuse("an argument is too long");
        }
        int length = (int) array.getLength();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(toJava(ScriptableObject.getProperty(array, i), depth + 1));
        }
        return list;
    }

    private static Map<String, Object> mapOf(Scriptable object, int depth) throws HostException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object id : object.getIds()) {
            Object value = id instanceof Integer index
                    ? ScriptableObject.getProperty(object, index)
                    : ScriptableObject.getProperty(object, id.toString());
            if (!(value instanceof Function)) {
                map.put(id.toString(), toJava(value, depth + 1));
            }
        }
        return map;
    }

    /**
     * @param scope where the standard objects are found
     * @throws IllegalArgumentException when a host module answered something that it must not
     */
    static Object toScript(Context context, Scriptable scope, Object value) {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Instant instant) {
            return context.newObject(scope, "Date", new Object[] {(double) instant.toEpochMilli()});
        }
        if (value instanceof byte[] bytes) {
            return bytes(context, scope, bytes);
        }
        if (value instanceof List<?> list) {
            Object[] elements = new Object[list.size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = toScript(context, scope, list.get(i));
            }
            return context.newArray(scope, elements);
        }
        if (value instanceof Map<?, ?> map) {
            Scriptable object = context.newObject(scope);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                put(object, entry.getKey().toString(), toScript(context, scope, entry.getValue()));
            }
            return object;
        }
        throw new IllegalArgumentException("A " + value.getClass().getName() + " can not be given to a script");
    }

    /** Sets an own property; the engine stores index-like names as numbers. */
    private static void put(Scriptable object, String name, Object value) {
        if (isIndex(name)) {
            object.put(Integer.parseInt(name), object, value);
        } else {
            object.put(name, object, value);
        }
    }

    /** Without a regular expression or a stream: this is asked for every field of every row. */
    private static boolean isIndex(String name) {
        int length = name.length();
        if (length == 0 || length > 9 || name.charAt(0) == '0' && length > 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static Scriptable bytes(Context context, Scriptable scope, byte[] bytes) {
        NativeArrayBuffer buffer =
                (NativeArrayBuffer) context.newObject(scope, "ArrayBuffer", new Object[] {(double) bytes.length});
        System.arraycopy(bytes, 0, buffer.getBuffer(), 0, bytes.length);
        return context.newObject(scope, "Uint8Array", new Object[] {buffer});
    }
}
