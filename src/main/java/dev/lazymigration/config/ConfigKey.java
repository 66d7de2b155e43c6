package dev.lazymigration.config;

/** The names of the configuration keys; fixed, since realm files and scripts of administrators hold them. */
final class ConfigKey {

    static final String DIALECT = "dialect";
    static final String LOGIN_SCRIPT = "loginScript";
    static final String GET_USER_SCRIPT = "getUserScript";
    static final String CONNECTION_URI = "connectionUri";
    static final String DB_HOST = "dbHost";
    static final String DB_PORT = "dbPort";
    static final String DB_USERNAME = "dbUsername";
    static final String DB_PASSWORD = "dbPassword";
    static final String DB_DATABASE = "dbDatabase";
    static final String ENV = "env";
    static final String LOOKUP_TIMEOUT_MS = "lookupTimeoutMs";
    static final String LOGIN_TIMEOUT_MS = "loginTimeoutMs";

    private ConfigKey() {}
}
