package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code postgres://user:password@host:port/database?options} as node-postgres' pg-connection-string does: percent
 * codes are decoded, and a character that should have been encoded is taken for itself. A password may even hold
 * {@code @}, {@code /}, {@code ?} and {@code #}: those are what people paste into a secret field.
 */
final class PgConnectionString {

    private static final Pattern SCHEME = Pattern.compile("(?i)postgres(?:ql)?://(.*)", Pattern.DOTALL);

    private static final Pattern PLACE = Pattern.compile(
            "(\\[[0-9a-fA-F:.]+]|[^/?#:@\\[\\]]*)(?::(\\d*))?(?:/([^?#]*))?(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

    private PgConnectionString() {}

    /** The fields of a node-postgres configuration that the string holds. */
    static Map<String, Object> fields(String text) throws HostException {
        Matcher scheme = SCHEME.matcher(
                ConnectionFields.bounded("connectionString", text).strip());
        if (!scheme.matches()) {
            throw HostException.broken("A connection string begins with postgres:// or postgresql://");
        }
        String rest = scheme.group(1);
        // The last @ behind which the rest makes sense ends the password.
        for (int at = rest.lastIndexOf('@'); at >= 0; at = rest.lastIndexOf('@', at - 1)) {
            Matcher place = PLACE.matcher(rest).region(at + 1, rest.length());
            if (place.matches()) {
                Map<String, Object> fields = account(rest.substring(0, at));
                fields.putAll(place(place));
                return fields;
            }
        }
        Matcher place = PLACE.matcher(rest);
        if (place.matches()) {
            return place(place);
        }
        throw HostException.broken("The connection string is not one of PostgreSQL");
    }

    private static Map<String, Object> account(String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        int colon = text.indexOf(':');
        put(fields, "user", decoded(colon < 0 ? text : text.substring(0, colon)));
        if (colon >= 0) {
            put(fields, "password", decoded(text.substring(colon + 1)));
        }
        return fields;
    }

    private static Map<String, Object> place(Matcher place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "host", decoded(place.group(1)));
        put(fields, "port", place.group(2));
        if (place.group(3) != null) {
            put(fields, "database", decoded(place.group(3)));
        }
        if (place.group(4) != null) {
            for (String option : place.group(4).split("&")) {
                int equals = option.indexOf('=');
                if (equals > 0) {
                    put(
                            fields,
                            decoded(option.substring(0, equals)),
                            decoded(option.substring(equals + 1).replace('+', ' ')));
                }
            }
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
    }

    /** Decodes percent codes and leaves a percent sign that begins none; a plus is a plus. */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                bytes.write(raw[i]);
            } else {
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
