package dev.lazymigration.config;

/** The names of the configuration keys; fixed, since realm files and scripts of administrators hold them. */
final class ConfigKey {

    static final String DIALECT = "dialect";
    static final String LOGIN_SCRIPT = "loginScript";
    static final String GET_USER_SCRIPT = "getUserScript";
    static final String LIST_USERS_SCRIPT = "listUsersScript";
    static final String ON_MIGRATED_SCRIPT = "onMigratedScript";
    static final String CONNECTION_URI = "connectionUri";
    static final String DB_HOST = "dbHost";
    static final String DB_PORT = "dbPort";
    static final String DB_USERNAME = "dbUsername";
    static final String DB_PASSWORD = "dbPassword";
    static final String DB_DATABASE = "dbDatabase";
    static final String ENV = "env";
    static final String LOOKUP_TIMEOUT_MS = "lookupTimeoutMs";
    static final String LOGIN_TIMEOUT_MS = "loginTimeoutMs";
    static final String LIST_USERS_TIMEOUT_MS = "listUsersTimeoutMs";
    static final String SYNC_PAGE_SIZE = "syncPageSize";
    static final String UNKNOWN_NAMES_SECONDS = "unknownNamesSeconds";
    static final String ON_MIGRATED_TIMEOUT_MS = "onMigratedTimeoutMs";
    static final String ON_MIGRATED_ATTEMPTS = "onMigratedAttempts";

    static final String ATTRIBUTE_MAPPING = "attributeMapping";
    static final String CONSTANT_ATTRIBUTES = "constantAttributes";
    static final String UNMAPPED_FIELDS = "unmappedFields";
    static final String ROLE_MAPPING = "roleMapping";
    static final String UNMAPPED_ROLES = "unmappedRoles";
    static final String GROUP_MAPPING = "groupMapping";
    static final String UNMAPPED_GROUPS = "unmappedGroups";
    static final String CREATE_GROUPS = "createGroups";
    static final String CREATE_ORGANIZATIONS = "createOrganizations";
    static final String IDENTITY_PROVIDER_MAPPING = "identityProviderMapping";
    static final String WEAK_PASSWORD = "weakPassword";
    static final String LOCKED_USERS = "lockedUsers";
    static final String EXISTING_USERS = "existingUsers";

    static final String FINISHED = "finished";

    private ConfigKey() {}
}
