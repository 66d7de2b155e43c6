package dev.lazymigration.migration.profile;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.util.JsonSerialization;

/** Reads a value of a legacy profile however it is typed. */
final class LegacyValue {

    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1", "on", "active", "enabled");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "0", "off", "inactive", "disabled");

    private LegacyValue() {}

    /** Text, or a number or boolean as text. */
    static Optional<String> text(Object value) {
        if (value instanceof Number number) {
            return Optional.of(new BigDecimal(number.toString()).toPlainString());
        }
        return value instanceof String || value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
    }

    /** One text, or all those of a list that holds nothing else; empty for anything else. */
    static List<String> texts(Object value) {
        if (!(value instanceof List<?> list)) {
            return text(value).stream().toList();
        }
        List<String> texts =
                list.stream().map(LegacyValue::text).flatMap(Optional::stream).toList();
        return texts.size() == list.size() ? texts : List.of();
    }

    /** The member of an object, as text. */
    static Optional<String> text(Map<String, Object> object, String... names) {
        for (String name : names) {
            Optional<String> text = text(object.get(name));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** Its members, live: those of {@link LegacyFields} have texts for names. */
    @SuppressWarnings("unchecked")
    static Optional<Map<String, Object>> object(Object value) {
        return value instanceof Map<?, ?> ? Optional.of((Map<String, Object>) value) : Optional.empty();
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    /** Yes or no, as databases spell it: true, "t", "1" or 1; empty when it is neither. */
    static Optional<Boolean> flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    static String json(Object value) {
        try {
            return JsonSerialization.writeValueAsString(value);
        } catch (IOException impossible) {
            throw new IllegalStateException("A profile is made of JSON", impossible);
        }
    }
}
