package dev.lazymigration.migration.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The attributes that a profile comes to, and what of it could not become one. Not thread-safe. */
final class Attributes {

    /** Each is a row in Keycloak's database. In some legacy systems users choose themselves what is in their profile. */
    private static final int MAX_ATTRIBUTES = 1000;

    /** A parser takes more, but writing JSON costs a server's thread much of its stack for each. */
    private static final int MAX_LEVELS = 100;

    /**
     * What a realm's user profile takes for an attribute that it says nothing else of ({@code
     * DefaultAttributes#DEFAULT_MAX_LENGTH_ATTRIBUTES} in Keycloak). With a longer one, a user would be asked in his
     * first login to mend what he perhaps cannot see.
     */
    private static final int LONGEST_VALUE = 2048;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<NotApplied> notApplied;
    private boolean full;

    /** @param notApplied gets what could not become an attribute */
    Attributes(List<NotApplied> notApplied) {
        this.notApplied = notApplied;
    }

    Map<String, List<String>> values() {
        return values;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    void put(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            values.put(name, texts);
        }
    }

    /**
     * Of any value: a list of scalars is an attribute with many values, a list with objects one with the JSON of each
     * element, an object an attribute for each member, whose name has that of the object and a dot before it. What looks
     * like a secret among the members is none.
     *
     * @param field its path, which a rule of the configuration names
     */
    void addByRule(String field, String name, Object value) {
        LegacyValue.object(value)
                .ifPresentOrElse(
                        object -> object.forEach(
                                (member, inner) -> add(field + "." + member, name + "." + member, member, inner, true)),
                        () -> addOpenly(field, name, value, true));
    }

    /** The same for a field that no rule names, under its own name. */
    void addUnmapped(String field, Object value) {
        add(field, field, field, value, false);
    }

    private void add(String field, String name, String lastName, Object value, boolean byRule) {
        switch (Secrecy.of(lastName, value)) {
            case PASSWORD -> {}
            case SECRET -> report(field, "looks like a secret; let the script leave it out, or drop it by a rule");
            case NONE -> addOpenly(field, name, value, byRule);
        }
    }

    private void addOpenly(String field, String name, Object value, boolean byRule) {
        Optional<Map<String, Object>> object = LegacyValue.object(value);
        if (!AttributeNames.isStorable(name)) {
            report(field, "its name does not fit; choose another by a rule, of 1 to 255 printable characters");
        } else if (LegacyValue.isDeeperThan(MAX_LEVELS, value)) {
            report(field, "is nested on more than %d levels".formatted(MAX_LEVELS));
        } else if (object.isPresent()) {
            object.get()
                    .forEach((member, inner) -> add(field + "." + member, name + "." + member, member, inner, byRule));
        } else if (has(name) || values.size() < MAX_ATTRIBUTES) {
            set(field, name, value, byRule);
        } else if (!full) {
            full = true;
            report(
                    field,
                    "there are %d attributes already; this field and all others are left out"
                            .formatted(MAX_ATTRIBUTES));
        }
    }

    private void set(String field, String name, Object value, boolean byRule) {
        List<String> texts = LegacyValue.texts(value);
        if (texts.isEmpty()) {
            texts = LegacyValue.list(value).stream().map(LegacyValue::json).toList();
        }
        if (!(byRule ? AttributeNames.mayBeSetByRule(name) : AttributeNames.mayBeSetByItself(name))) {
            report(field, "Keycloak gives an attribute of this name a meaning of its own; choose another by a rule");
        } else if (byRule) {
            values.merge(name, texts, (some, more) -> Stream.concat(some.stream(), more.stream())
                    .distinct()
                    .toList());
        } else if (has(name) && !values.get(name).equals(texts)) {
            report(field, "another field has become the attribute of this name; choose another by a rule");
        } else if (texts.stream().anyMatch(text -> text.length() > LONGEST_VALUE)) {
            report(field, "is longer than %d characters; a rule brings it along".formatted(LONGEST_VALUE));
        } else {
            values.put(name, texts);
        }
    }

    /** Reports everything in a field that no rule names. */
    void reportUnmapped(String field, Object value) {
        report(field, field, value);
    }

    private void report(String field, String lastName, Object value) {
        if (Secrecy.of(lastName, value) == Secrecy.PASSWORD) {
            return;
        }
        LegacyValue.object(value)
                .filter(object -> AttributeNames.isStorable(field))
                .ifPresentOrElse(
                        object -> object.forEach((member, inner) -> report(field + "." + member, member, inner)),
                        () -> report(field, "no rule knows this field"));
    }

    private void report(String field, String reason) {
        notApplied.add(new NotApplied(field, reason));
    }
}
