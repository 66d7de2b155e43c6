package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** The configuration of a connection as a script gave it, read the way Node's drivers do: numbers may be texts. */
record ConnectionFields(Map<?, ?> values) {

    /** Characters: patterns look at each of them several times, those of the drivers among them. */
    private static final int LONGEST = 8192;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?\\.?"
            // IPv6 has two colons at least; with one it would be a host and a port.
            + "|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f.]{0,15}){2,8}");

    String text(String name, String otherwise) throws HostException {
        Object value = values.get(name);
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return value == null || value.toString().isEmpty() ? otherwise : bounded(name, value.toString());
    }

    /** @throws HostException when it is longer than anything that leads to a database */
    static String bounded(String name, String text) throws HostException {
        if (text.length() > LONGEST) {
            throw HostException.broken(name + " is longer than " + LONGEST + " characters");
        }
        return text;
    }

    /**
     * A name or an address and nothing else: drivers take more than that, lists, options and files of the server's
     * machine among it, out of a text in which a host is expected.
     */
    String host(String name) throws HostException {
        String host = text(name, "localhost").replaceFirst("^\\[(.*)]$", "$1");
        if (!HOST.matcher(host).matches()) {
            throw HostException.broken("The database host must be a host name or an IP address");
        }
        return host;
    }

    int port(String name, int otherwise) throws HostException {
        String text = text(name, Integer.toString(otherwise));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw HostException.broken("The database port must be a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    String user(String name) throws HostException {
        String user = text(name, "");
        if (user.isBlank()) {
            throw HostException.broken("No database user is given");
        }
        return user;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        return value == null
                ? otherwise
                : value instanceof Boolean flag ? flag : value.toString().matches("true|1|1\\.0|yes");
    }

    /** Zero when it is missing or no whole number. */
    Duration millis(String name) {
        Object value = values.get(name);
        String text = value instanceof Number number ? Long.toString(number.longValue()) : String.valueOf(value);
        return text.matches("\\d{1,9}") ? Duration.ofMillis(Long.parseLong(text)) : Duration.ZERO;
    }

    /** Zero means without limit. */
    static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
