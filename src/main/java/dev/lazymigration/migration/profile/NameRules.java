package dev.lazymigration.migration.profile;

import java.util.Map;
import java.util.Optional;

/**
 * Rules that give roles or groups other names. Of the rules in their order, the first that matches counts. A {@code *} in
 * a rule's pattern stands for any text, none included, and one in its target for what that was.
 */
record NameRules(Map<String, String> rules) {

    /**
     * What a rule makes of a name.
     *
     * @param name {@link MappingRules#DROP} included
     * @param literal whether the administrator has written it in full, and the legacy system has no part in it
     */
    record Renamed(String name, boolean literal) {

        boolean isDropped() {
            return literal && name.equals(MappingRules.DROP);
        }
    }

    /** Empty when no rule matches. */
    Optional<Renamed> rename(String name) {
        return rules.entrySet().stream()
                .flatMap(rule ->
                        wildcard(rule.getKey(), name).map(matched -> renamed(rule.getValue(), matched)).stream())
                .findFirst();
    }

    private static Renamed renamed(String target, String matched) {
        return new Renamed(target.replace("*", matched), !target.contains("*"));
    }

    /** What the {@code *} of the pattern stands for, nothing where it has none; empty when it does not match. */
    private static Optional<String> wildcard(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name) ? Optional.of("") : Optional.empty();
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        return name.length() >= before.length() + after.length() && name.startsWith(before) && name.endsWith(after)
                ? Optional.of(name.substring(before.length(), name.length() - after.length()))
                : Optional.empty();
    }
}
