package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The arguments of one host call, checked as they are taken. */
record Arguments(List<Object> values) {

    /** The argument, or null when it is missing. */
    Object at(int index) {
        return index < values.size() ? values.get(index) : null;
    }

    String text(int index, String name) throws HostException {
        if (at(index) instanceof String text) {
            return text;
        }
        throw HostException.misuse("The \"" + name + "\" argument must be a string");
    }

    /** Bytes as they are; a string as UTF-8, which is what Node's crypto and bcrypt take it for. */
    byte[] bytes(int index, String name) throws HostException {
        Object value = at(index);
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw HostException.misuse("The \"" + name + "\" argument must be a string or a Buffer");
    }

    int integer(int index, String name, int least, int most) throws HostException {
        if (at(index) instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw HostException.misuse("The \"" + name + "\" argument must be an integer from " + least + " to " + most);
    }

    Map<?, ?> object(int index, String name) throws HostException {
        if (at(index) instanceof Map<?, ?> object) {
            return object;
        }
        throw HostException.misuse("The \"" + name + "\" argument must be an object");
    }
}
