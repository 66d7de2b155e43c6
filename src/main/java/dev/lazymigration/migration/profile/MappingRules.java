package dev.lazymigration.migration.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the administrator has decided about legacy profiles, over the default of {@link ProfileMapping}.
 *
 * @param attributes legacy field, a dotted path for one within an object, to the attribute or {@linkplain
 *     AttributeNames#isField field} that it becomes, or to {@link #DROP}; unmodifiable, in the order of the configuration
 * @param constants attribute to the value that every migrated user gets; unmodifiable
 * @param unmappedFields what becomes of a field that neither a rule nor the default knows
 * @param roles legacy role, possibly with {@code *}, to a role of Keycloak, or to {@link #DROP}; unmodifiable, first match
 *     wins
 * @param unmappedRoles what becomes of a role that no rule knows
 * @param groups the same for groups
 * @param unmappedGroups what becomes of a group that no rule knows
 * @param identityProviders the legacy system's name of an identity provider to its alias in Keycloak; unmodifiable
 */
public record MappingRules(
        Map<String, String> attributes,
        Map<String, String> constants,
        UnmappedFields unmappedFields,
        Map<String, String> roles,
        UnmappedNames unmappedRoles,
        Map<String, String> groups,
        UnmappedNames unmappedGroups,
        Map<String, String> identityProviders) {

    /** As the target of a rule: left out on purpose, and so not reported. */
    public static final String DROP = "-";

    public static final MappingRules DEFAULT = new MappingRules(
            Map.of(),
            Map.of(),
            UnmappedFields.ATTRIBUTE,
            Map.of(),
            UnmappedNames.SAME_NAME,
            Map.of(),
            UnmappedNames.SAME_NAME,
            Map.of());

    /** What becomes of a field that nothing knows. */
    public enum UnmappedFields {
        /** An attribute of the same name, unless it looks like a {@linkplain Secrecy secret}. */
        ATTRIBUTE,
        /** Reported as not applied. */
        REPORT
    }

    /** What becomes of a role or group that no rule knows. */
    public enum UnmappedNames {
        /** The one of the same name in Keycloak. */
        SAME_NAME,
        /** Reported as not applied. */
        REPORT
    }

    public MappingRules {
        attributes = inOrder(attributes);
        constants = inOrder(constants);
        Objects.requireNonNull(unmappedFields, "unmappedFields");
        roles = inOrder(roles);
        Objects.requireNonNull(unmappedRoles, "unmappedRoles");
        groups = inOrder(groups);
        Objects.requireNonNull(unmappedGroups, "unmappedGroups");
        identityProviders = inOrder(identityProviders);
    }

    private static Map<String, String> inOrder(Map<String, String> rules) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }
}
