package dev.lazymigration.migration.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules of the configuration make of a profile: attributes, and fields of a user such as {@code email}, which go
 * before what the default would take for them. Not thread-safe.
 */
final class AttributeRules {

    private final Map<String, Ruled> fields = new HashMap<>();
    private final List<NotApplied> notApplied;

    /** A field of a user, and where the profile has it. */
    record Ruled(String field, String text) {}

    private AttributeRules(List<NotApplied> notApplied) {
        this.notApplied = notApplied;
    }

    /**
     * Takes what the rules name out of the profile.
     *
     * @param rules legacy field to attribute
     * @param attributes gets the attributes
     * @param notApplied gets what a rule could not be applied to
     */
    static AttributeRules apply(
            Map<String, String> rules, LegacyFields profile, Attributes attributes, List<NotApplied> notApplied) {
        AttributeRules applied = new AttributeRules(notApplied);
        Map<String, Object> taken = taken(rules, profile);
        rules.forEach((field, target) -> {
            if (taken.containsKey(field) && !target.equals(MappingRules.DROP)) {
                applied.apply(field, target, taken.get(field), attributes);
            }
        });
        return applied;
    }

    /** A rule for a member of an object goes before one for the object, which gets the rest. */
    private static Map<String, Object> taken(Map<String, String> rules, LegacyFields profile) {
        Map<String, Object> taken = new LinkedHashMap<>();
        rules.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(field -> profile.take(field).ifPresent(value -> taken.put(field, value)));
        return taken;
    }

    private void apply(String field, String target, Object value, Attributes attributes) {
        if (!AttributeNames.isField(target)) {
            attributes.addByRule(field, target, value);
            return;
        }
        Optional<String> text = LegacyValue.text(value);
        if (text.isEmpty()) {
            notApplied.add(new NotApplied(field, "is not one text, and so cannot become " + target));
            return;
        }
        Ruled earlier = fields.putIfAbsent(target, new Ruled(field, text.get()));
        if (earlier != null && !earlier.text().equals(text.get())) {
            notApplied.add(new NotApplied(field, earlier.field() + " has become " + target + " by a rule before it"));
        }
    }

    /** What the rules make of a field such as {@code email}. */
    Optional<Ruled> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
