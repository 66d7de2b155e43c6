package dev.lazymigration.migration.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappedProfile.Usable;
import dev.lazymigration.migration.profile.MappingRules.UnmappedFields;
import dev.lazymigration.migration.profile.MappingRules.UnmappedNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/** A mapping with rules, tried on profiles that are written as JSON. */
final class Mapping {

    /** The legacy id of everybody whose profile has none. */
    static final String ID = "7";

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final Map<String, String> roles = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Map<String, String> identityProviders = new LinkedHashMap<>();
    private UnmappedFields unmappedFields = UnmappedFields.ATTRIBUTE;
    private UnmappedNames unmappedRoles = UnmappedNames.SAME_NAME;
    private UnmappedNames unmappedGroups = UnmappedNames.SAME_NAME;
    private boolean emailIsUsername;

    /** What the default makes of the profile. */
    static Usable byDefault(String json) {
        return new Mapping().of(json);
    }

    Mapping attribute(String field, String attribute) {
        attributes.put(field, attribute);
        return this;
    }

    Mapping constant(String attribute, String value) {
        constants.put(attribute, value);
        return this;
    }

    Mapping role(String pattern, String role) {
        roles.put(pattern, role);
        return this;
    }

    Mapping group(String pattern, String path) {
        groups.put(pattern, path);
        return this;
    }

    Mapping identityProvider(String name, String alias) {
        identityProviders.put(name, alias);
        return this;
    }

    Mapping reportingTheRest() {
        unmappedFields = UnmappedFields.REPORT;
        unmappedRoles = UnmappedNames.REPORT;
        unmappedGroups = UnmappedNames.REPORT;
        return this;
    }

    Mapping inARealmWhereTheEmailAddressIsTheUserName() {
        emailIsUsername = true;
        return this;
    }

    Usable of(String json) {
        MappedProfile mapped = tried(json);
        assertThat(mapped).isInstanceOf(Usable.class);
        return (Usable) mapped;
    }

    MappedProfile tried(String json) {
        MappingRules rules = new MappingRules(
                attributes, constants, unmappedFields, roles, unmappedRoles, groups, unmappedGroups, identityProviders);
        return new ProfileMapping(rules, emailIsUsername).of(user(json), "typed name");
    }

    @SuppressWarnings("unchecked")
    private static LegacyUser user(String json) {
        try {
            Map<String, Object> profile = JsonSerialization.readValue(json, Map.class);
            Object id = profile.getOrDefault("id", profile.getOrDefault("user_id", ID));
            return new LegacyUser(String.valueOf(id), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of what was not applied. */
    static List<String> reported(Usable mapped) {
        return mapped.notApplied().stream().map(NotApplied::field).toList();
    }
}
