package dev.lazymigration.config;

import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.ImportSettings.ExistingUsers;
import dev.lazymigration.migration.ImportSettings.LockedUsers;
import dev.lazymigration.migration.ImportSettings.WeakPassword;
import dev.lazymigration.migration.profile.MappingRules;
import dev.lazymigration.migration.profile.MappingRules.UnmappedFields;
import dev.lazymigration.migration.profile.MappingRules.UnmappedNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;

/** The settings of a provider that say what becomes of the users it imports. */
final class ImportConfig {

    private final ComponentModel component;

    private ImportConfig(ComponentModel component) {
        this.component = component;
    }

    static ImportSettings read(ComponentModel component) throws InvalidConfigException {
        return new ImportConfig(component).settings();
    }

    private ImportSettings settings() throws InvalidConfigException {
        ImportSettings defaults = ImportSettings.DEFAULT;
        return new ImportSettings(
                mapping(),
                flag(ConfigKey.CREATE_GROUPS),
                flag(ConfigKey.CREATE_ORGANIZATIONS),
                choice(ConfigKey.WEAK_PASSWORD, WeakPassword.class, defaults.weakPassword()),
                choice(ConfigKey.LOCKED_USERS, LockedUsers.class, defaults.lockedUsers()),
                choice(ConfigKey.EXISTING_USERS, ExistingUsers.class, defaults.existingUsers()));
    }

    private MappingRules mapping() throws InvalidConfigException {
        MappingRules defaults = MappingRules.DEFAULT;
        MappingConfig rules = new MappingConfig(component);
        return new MappingRules(
                rules.attributes(),
                rules.constants(),
                choice(ConfigKey.UNMAPPED_FIELDS, UnmappedFields.class, defaults.unmappedFields()),
                rules.roles(),
                choice(ConfigKey.UNMAPPED_ROLES, UnmappedNames.class, defaults.unmappedRoles()),
                rules.groups(),
                choice(ConfigKey.UNMAPPED_GROUPS, UnmappedNames.class, defaults.unmappedGroups()),
                rules.identityProviders());
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(component.get(key));
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) throws InvalidConfigException {
        String configured = component.get(key);
        if (configured == null || configured.isBlank()) {
            return fallback;
        }
        return Stream.of(type.getEnumConstants())
                .filter(constant -> label(constant).equals(configured.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidConfigException("lazyMigrationChoiceInvalid", key, String.join(", ", labels(type))));
    }

    /** The choices as administrators write them: {@code update-password}. */
    static <E extends Enum<E>> List<String> labels(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(ImportConfig::label).toList();
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
