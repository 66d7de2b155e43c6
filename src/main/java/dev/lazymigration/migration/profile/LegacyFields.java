package dev.lazymigration.migration.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The fields of a legacy profile. Whoever understands a field takes it; what nobody has taken in the end is left, so
 * that nothing gets lost. A path is a field's name, or names with dots between them for one within objects; a name that
 * has dots itself goes before that. Not thread-safe.
 */
final class LegacyFields {

    private final Map<String, Object> left;

    private LegacyFields(Map<String, Object> left) {
        this.left = left;
    }

    /** Leaves out what is empty: null, blank text, lists and objects without anything in them. */
    static LegacyFields of(Map<String, Object> profile) {
        return new LegacyFields(cleanedMembers(profile));
    }

    /**
     * One value of a field that may hold a list of them.
     *
     * @param field its path, with its index when it is in a list
     */
    record Element(String field, Object value) {}

    /** What nobody has taken. */
    Map<String, Object> left() {
        return left;
    }

    Optional<Object> take(String path) {
        return Place.of(left, path).map(Place::take);
    }

    Optional<String> textAt(String path) {
        return Place.of(left, path).map(Place::value).flatMap(LegacyValue::text);
    }

    /** The first of these that holds one text (or a number or boolean); the same text elsewhere among them is taken too. */
    Optional<String> takeText(List<String> paths) {
        Optional<String> first =
                paths.stream().map(this::textAt).flatMap(Optional::stream).findFirst();
        first.ifPresent(text -> paths.stream()
                .filter(path -> textAt(path).filter(text::equals).isPresent())
                .forEach(this::take));
        return first;
    }

    /** The same for a text or a list of them. */
    List<String> takeTexts(List<String> paths) {
        List<String> first = paths.stream()
                .map(this::textsAt)
                .filter(texts -> !texts.isEmpty())
                .findFirst()
                .orElse(List.of());
        paths.stream()
                .filter(path -> !first.isEmpty() && textsAt(path).equals(first))
                .forEach(this::take);
        return first;
    }

    private List<String> textsAt(String path) {
        return Place.of(left, path).map(Place::value).map(LegacyValue::texts).orElse(List.of());
    }

    /** Takes the values of a field: those of its list, or the one that it holds. */
    List<Element> takeElements(String path) {
        Object value = take(path).orElse(List.of());
        return value instanceof List<?> list
                ? IntStream.range(0, list.size())
                        .mapToObj(index -> new Element(path + "[" + index + "]", list.get(index)))
                        .toList()
                : List.of(new Element(path, value));
    }

    private static Map<String, Object> cleanedMembers(Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            Object cleaned = cleaned(value);
            if (cleaned != null) {
                members.put(String.valueOf(name), cleaned);
            }
        });
        return members;
    }

    private static Object cleaned(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> members = cleanedMembers(object);
            return members.isEmpty() ? null : members;
        }
        if (value instanceof List<?> list) {
            List<Object> elements = list.stream()
                    .map(LegacyFields::cleaned)
                    .filter(Objects::nonNull)
                    .toList();
            return elements.isEmpty() ? null : elements;
        }
        if (value instanceof String text) {
            // PostgreSQL cannot hold a NUL, and nobody means one.
            String cleaned = text.replace("\0", "").strip();
            return cleaned.isEmpty() ? null : cleaned;
        }
        return value;
    }

    /** Where a path leads. */
    private record Place(Map<String, Object> object, String name) {

        static Optional<Place> of(Map<String, Object> object, String path) {
            if (object.containsKey(path)) {
                return Optional.of(new Place(object, path));
            }
            return IntStream.range(0, path.length())
                    .filter(index -> path.charAt(index) == '.')
                    .boxed()
                    .flatMap(dot -> LegacyValue.object(object.get(path.substring(0, dot)))
                            .flatMap(inner -> of(inner, path.substring(dot + 1)))
                            .stream())
                    .findFirst();
        }

        Object value() {
            return object.get(name);
        }

        Object take() {
            return object.remove(name);
        }
    }
}
