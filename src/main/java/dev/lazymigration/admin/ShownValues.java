package dev.lazymigration.admin;

import dev.lazymigration.migration.profile.Secrecy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a script returned, as an administrator may see it: a field that looks as if it held a secret is there, and its
 * value is not.
 *
 * @param withoutSecrets takes what must not be seen out of a text
 */
record ShownValues(UnaryOperator<String> withoutSecrets) {

    private static final String HIDDEN = "***";

    /** A text, or null for null. */
    String text(String text) {
        return text == null ? null : withoutSecrets.apply(text);
    }

    List<String> texts(List<String> texts) {
        return texts.stream().map(withoutSecrets).toList();
    }

    Map<String, Object> fields(Map<?, ?> fields) {
        Map<String, Object> shown = new LinkedHashMap<>();
        fields.forEach((name, value) ->
                shown.put(text(name.toString()), isSecret(name.toString(), value) ? HIDDEN : value(value)));
        return shown;
    }

    private static boolean isSecret(String name, Object value) {
        return value != null && Secrecy.of(name, value) != Secrecy.NONE;
    }

    private Object value(Object value) {
        if (value instanceof Map<?, ?> object) {
            return fields(object);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (value instanceof String text) {
            return text(text);
        }
        String written = String.valueOf(value);
        return value == null || withoutSecrets.apply(written).equals(written) ? value : HIDDEN;
    }
}
