package dev.lazymigration.migration.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads fields of a legacy profile whatever they are called and however they are typed. */
record ProfileFields(Map<String, Object> profile) {

    /** The first of these fields that holds text (or a number or boolean), trimmed. */
    Optional<String> text(String... names) {
        return values(names)
                .map(ProfileFields::asText)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All texts of the first of these fields that holds any; a field may hold one or a list of them. */
    List<String> texts(String... names) {
        return values(names)
                .map(value -> value instanceof List<?> list ? list : Arrays.asList(value))
                .map(list -> list.stream()
                        .map(ProfileFields::asText)
                        .flatMap(Optional::stream)
                        .toList())
                .filter(list -> !list.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * The first of these fields as a date: a database driver gives a date as midnight in the server's time zone, which
     * became a moment in UTC on its way here.
     */
    List<String> dates(String... names) {
        return text(names).map(ProfileFields::asDate).stream().toList();
    }

    private static String asDate(String text) {
        try {
            return Instant.parse(text)
                    .atZone(ZoneId.systemDefault())
                    .toLocalDate()
                    .toString();
        } catch (DateTimeParseException alreadyADate) {
            return text;
        }
    }

    /** The first of these fields that is there, as yes or no: databases say true, "t", "1" or 1. */
    Optional<Boolean> flag(String... names) {
        return text(names).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1", "on", "active", "enabled" -> true;
            default -> false;
        });
    }

    /** A nested object, empty when there is none. */
    ProfileFields object(String name) {
        return profile.get(name) instanceof Map<?, ?> map
                ? new ProfileFields(map.entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue)))
                : new ProfileFields(Map.of());
    }

    private Stream<Object> values(String... names) {
        return Arrays.stream(names).map(profile::get).filter(Objects::nonNull);
    }

    private static Optional<String> asText(Object value) {
        if (value instanceof String text) {
            // PostgreSQL cannot hold a NUL, and nobody means one.
            return Optional.of(text.replace("\0", "").strip()).filter(stripped -> !stripped.isEmpty());
        }
        if (value instanceof Number number) {
            return Optional.of(new BigDecimal(number.toString()).toPlainString());
        }
        return value instanceof Boolean flag ? Optional.of(flag.toString()) : Optional.empty();
    }
}
