package dev.lazymigration.config;

import dev.lazymigration.migration.ImportSettings;
import dev.lazymigration.migration.notice.NoticeSettings;
import dev.lazymigration.migration.profile.MappingRules;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What the console shows, in its order. Labels and help texts are keys of the message bundle:
 * {@code lazyMigrationConnectionUri} and {@code lazyMigrationConnectionUriHelp} for the key {@code connectionUri}.
 */
public final class ConfigProperties {

    private ConfigProperties() {}

    public static List<ProviderConfigProperty> all() {
        return List.of(
                secret(ConfigKey.CONNECTION_URI),
                dialect(),
                property(ConfigKey.LOGIN_SCRIPT, ProviderConfigProperty.SCRIPT_TYPE, DefaultScript.LOGIN.source()),
                property(
                        ConfigKey.GET_USER_SCRIPT, ProviderConfigProperty.SCRIPT_TYPE, DefaultScript.GET_USER.source()),
                property(ConfigKey.LIST_USERS_SCRIPT, ProviderConfigProperty.SCRIPT_TYPE, null),
                property(ConfigKey.ON_MIGRATED_SCRIPT, ProviderConfigProperty.SCRIPT_TYPE, null),
                property(ConfigKey.DB_HOST, ProviderConfigProperty.STRING_TYPE, null),
                property(ConfigKey.DB_PORT, ProviderConfigProperty.STRING_TYPE, null),
                property(ConfigKey.DB_USERNAME, ProviderConfigProperty.STRING_TYPE, null),
                secret(ConfigKey.DB_PASSWORD),
                property(ConfigKey.DB_DATABASE, ProviderConfigProperty.STRING_TYPE, null),
                map(ConfigKey.ENV),
                timeLimit(TimeLimit.LOOKUP),
                timeLimit(TimeLimit.LOGIN),
                property(
                        ConfigKey.UNKNOWN_NAMES_SECONDS,
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(MigrationConfig.UNKNOWN_NAMES.fallback())),
                timeLimit(TimeLimit.LIST_USERS),
                property(
                        ConfigKey.SYNC_PAGE_SIZE,
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(MigrationConfig.SYNC_PAGE_SIZE.fallback())),
                timeLimit(TimeLimit.ON_MIGRATED),
                property(
                        ConfigKey.ON_MIGRATED_ATTEMPTS,
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(NoticeSettings.DEFAULT_ATTEMPTS)),
                map(ConfigKey.ATTRIBUTE_MAPPING),
                map(ConfigKey.CONSTANT_ATTRIBUTES),
                choice(ConfigKey.UNMAPPED_FIELDS, MappingRules.DEFAULT.unmappedFields()),
                map(ConfigKey.ROLE_MAPPING),
                choice(ConfigKey.UNMAPPED_ROLES, MappingRules.DEFAULT.unmappedRoles()),
                map(ConfigKey.GROUP_MAPPING),
                choice(ConfigKey.UNMAPPED_GROUPS, MappingRules.DEFAULT.unmappedGroups()),
                flag(ConfigKey.CREATE_GROUPS),
                flag(ConfigKey.CREATE_ORGANIZATIONS),
                map(ConfigKey.IDENTITY_PROVIDER_MAPPING),
                choice(ConfigKey.WEAK_PASSWORD, ImportSettings.DEFAULT.weakPassword()),
                choice(ConfigKey.LOCKED_USERS, ImportSettings.DEFAULT.lockedUsers()),
                choice(ConfigKey.EXISTING_USERS, ImportSettings.DEFAULT.existingUsers()),
                property(ConfigKey.FINISHED, ProviderConfigProperty.STRING_TYPE, null));
    }

    private static ProviderConfigProperty map(String key) {
        return property(key, ProviderConfigProperty.MAP_TYPE, null);
    }

    private static ProviderConfigProperty flag(String key) {
        return property(key, ProviderConfigProperty.BOOLEAN_TYPE, Boolean.FALSE.toString());
    }

    private static <E extends Enum<E>> ProviderConfigProperty choice(String key, E fallback) {
        ProviderConfigProperty choice = property(key, ProviderConfigProperty.LIST_TYPE, ImportConfig.label(fallback));
        choice.setOptions(ImportConfig.labels(fallback.getDeclaringClass()));
        return choice;
    }

    private static ProviderConfigProperty dialect() {
        ProviderConfigProperty dialect =
                property(ConfigKey.DIALECT, ProviderConfigProperty.LIST_TYPE, MigrationConfig.Dialect.AUTHING.key());
        dialect.setOptions(Stream.of(MigrationConfig.Dialect.values())
                .map(MigrationConfig.Dialect::key)
                .toList());
        return dialect;
    }

    private static ProviderConfigProperty timeLimit(TimeLimit limit) {
        return property(limit.key(), ProviderConfigProperty.STRING_TYPE, String.valueOf(limit.defaultMs()));
    }

    private static ProviderConfigProperty secret(String key) {
        ProviderConfigProperty property = property(key, ProviderConfigProperty.PASSWORD, null);
        property.setSecret(true);
        return property;
    }

    private static ProviderConfigProperty property(String key, String type, String defaultValue) {
        String message = "lazyMigration" + Character.toUpperCase(key.charAt(0)) + key.substring(1);
        return new ProviderConfigProperty(key, message, message + "Help", type, defaultValue);
    }
}
