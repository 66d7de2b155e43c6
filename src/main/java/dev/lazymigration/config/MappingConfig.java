package dev.lazymigration.config;

import dev.lazymigration.migration.profile.AttributeNames;
import dev.lazymigration.migration.profile.GroupPaths;
import dev.lazymigration.migration.profile.MappingRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.component.ComponentModel;

/**
 * The settings of a provider that are rules, as rows of a key and a value. A rule that could never do what it says is
 * refused, with the number of its row.
 */
record MappingConfig(ComponentModel component) {

    private static final String WILDCARD = "*";

    /** What a row has to be. */
    private interface Check {

        /** The key of the message that says what is wrong; empty when nothing is. */
        Optional<String> problem(String key, String value);
    }

    Map<String, String> attributes() throws InvalidConfigException {
        return rules(ConfigKey.ATTRIBUTE_MAPPING, MappingConfig::attributeProblem);
    }

    Map<String, String> constants() throws InvalidConfigException {
        Set<String> ruled = Set.copyOf(attributes().values());
        return rules(ConfigKey.CONSTANT_ATTRIBUTES, (attribute, value) -> {
            if (AttributeNames.isField(attribute)) {
                return Optional.of("lazyMigrationConstantField");
            }
            if (!AttributeNames.mayBeSetByItself(attribute)) {
                return Optional.of("lazyMigrationAttributeKept");
            }
            return problemIf(ruled.contains(attribute), "lazyMigrationConstantAndRule");
        });
    }

    Map<String, String> roles() throws InvalidConfigException {
        return rules(ConfigKey.ROLE_MAPPING, MappingConfig::roleProblem);
    }

    Map<String, String> groups() throws InvalidConfigException {
        return rules(ConfigKey.GROUP_MAPPING, MappingConfig::groupProblem);
    }

    Map<String, String> identityProviders() throws InvalidConfigException {
        return rules(ConfigKey.IDENTITY_PROVIDER_MAPPING, MappingConfig::identityProviderProblem);
    }

    private Map<String, String> rules(String setting, Check check) throws InvalidConfigException {
        Map<String, String> rules = new LinkedHashMap<>();
        List<MapRows.Row> rows = MapRows.of(component, setting, "lazyMigrationMapInvalid");
        for (int i = 0; i < rows.size(); i++) {
            if (isBlank(rows.get(i).key()) || isBlank(rows.get(i).value())) {
                throw new InvalidConfigException("lazyMigrationMapInvalid", setting);
            }
            String key = rows.get(i).key().strip();
            String value = rows.get(i).value().strip();
            Optional<String> problem =
                    rules.containsKey(key) ? Optional.of("lazyMigrationMapKeyTwice") : check.problem(key, value);
            if (problem.isPresent()) {
                throw new InvalidConfigException(problem.get(), setting, String.valueOf(i + 1));
            }
            rules.put(key, value);
        }
        return rules;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** A {@code *} in the attribute is one: Keycloak has such a name for a user's id at all SAML applications. */
    private static Optional<String> attributeProblem(String field, String attribute) {
        if (field.contains(WILDCARD)) {
            return Optional.of("lazyMigrationMapNoWildcard");
        }
        boolean usable =
                isDrop(attribute) || AttributeNames.isField(attribute) || AttributeNames.mayBeSetByRule(attribute);
        return problemIf(!usable, "lazyMigrationAttributeKept");
    }

    private static Optional<String> roleProblem(String pattern, String role) {
        if (isWildcardMisused(pattern, role)) {
            return Optional.of("lazyMigrationMapWildcard");
        }
        return problemIf(role.startsWith(".") || role.endsWith("."), "lazyMigrationRoleTarget");
    }

    private static Optional<String> groupProblem(String pattern, String path) {
        if (isWildcardMisused(pattern, path)) {
            return Optional.of("lazyMigrationMapWildcard");
        }
        return problemIf(!isDrop(path) && !GroupPaths.isPath(path), "lazyMigrationGroupTarget");
    }

    private static Optional<String> identityProviderProblem(String name, String alias) {
        if (name.contains(WILDCARD) || alias.contains(WILDCARD)) {
            return Optional.of("lazyMigrationMapNoWildcard");
        }
        boolean unusable = alias.chars().anyMatch(character -> Character.isWhitespace(character) || character == '/');
        return problemIf(unusable, "lazyMigrationIdentityProviderTarget");
    }

    private static Optional<String> problemIf(boolean problem, String messageKey) {
        return problem ? Optional.of(messageKey) : Optional.empty();
    }

    private static boolean isDrop(String target) {
        return target.equals(MappingRules.DROP);
    }

    private static boolean isWildcardMisused(String pattern, String target) {
        return wildcards(pattern) > 1 || wildcards(target) > wildcards(pattern);
    }

    private static long wildcards(String text) {
        return text.chars().filter(character -> character == WILDCARD.charAt(0)).count();
    }
}
