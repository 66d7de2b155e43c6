package dev.lazymigration.config;

import dev.lazymigration.migration.ImportSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;

/**
 * The configuration of one provider, read once. Two equal configurations ask the same legacy system in the same way.
 *
 * @param dialect the calling convention of the scripts
 * @param loginScript source text
 * @param getUserScript source text
 * @param listUsersScript source text; empty when nobody can be listed
 * @param onMigratedScript source text; empty when nobody is told of migrations
 * @param env what the scripts see as {@code env} and {@code configuration}; unmodifiable
 * @param secrets the values that may never appear in a log; unmodifiable
 * @param lookupTimeout the hard deadline of a getUser run
 * @param loginTimeout the hard deadline of a login run
 * @param listUsersTimeout the hard deadline of a listUsers run
 * @param unknownNames how long a name that nobody has is taken to be nobody's; zero when it is asked for every time
 * @param syncPageSize how many users a sync asks for at a time
 * @param importSettings what becomes of the users
 */
public record MigrationConfig(
        Dialect dialect,
        String loginScript,
        String getUserScript,
        String listUsersScript,
        String onMigratedScript,
        Map<String, String> env,
        Set<String> secrets,
        Duration lookupTimeout,
        Duration loginTimeout,
        Duration listUsersTimeout,
        Duration unknownNames,
        int syncPageSize,
        ImportSettings importSettings) {

    /** In seconds; the default is as long as a user who has just been created may have to wait for his first login. */
    static final WholeNumber UNKNOWN_NAMES = new WholeNumber(ConfigKey.UNKNOWN_NAMES_SECONDS, 30, 0, 3600);

    static final WholeNumber SYNC_PAGE_SIZE = new WholeNumber(ConfigKey.SYNC_PAGE_SIZE, 200, 1, 5000);

    /** The calling conventions of scripts. */
    public enum Dialect {
        AUTHING,
        AUTH0;

        /** As administrators write it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MigrationConfig {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(loginScript, "loginScript");
        Objects.requireNonNull(getUserScript, "getUserScript");
        Objects.requireNonNull(listUsersScript, "listUsersScript");
        Objects.requireNonNull(onMigratedScript, "onMigratedScript");
        env = Map.copyOf(env);
        secrets = Set.copyOf(secrets);
        Objects.requireNonNull(lookupTimeout, "lookupTimeout");
        Objects.requireNonNull(loginTimeout, "loginTimeout");
        Objects.requireNonNull(listUsersTimeout, "listUsersTimeout");
        Objects.requireNonNull(unknownNames, "unknownNames");
        Objects.requireNonNull(importSettings, "importSettings");
    }

    /**
     * Reads and checks everything that can be checked without running a script.
     *
     * @param component as Keycloak stores it; a key that is missing, as after a realm import, has its default
     * @param vault resolves a value such as {@code ${vault.name}}, to null when there is no such entry; is not asked for
     *     any other value
     * @param options what the server's operator allows
     */
    public static MigrationConfig from(ComponentModel component, UnaryOperator<String> vault, ServerOptions options)
            throws InvalidConfigException {
        // One that means no time may have been meant to end everything.
        FinishConfig.read(component);
        Environment environment = new Environment(vault);
        environment.putConnectionUri(component.get(ConfigKey.CONNECTION_URI));
        environment.put("DB_HOST", component.get(ConfigKey.DB_HOST));
        environment.put("DB_PORT", component.get(ConfigKey.DB_PORT));
        environment.put("DB_USERNAME", component.get(ConfigKey.DB_USERNAME));
        environment.putSecret("DB_PASSWORD", component.get(ConfigKey.DB_PASSWORD));
        environment.put("DB_DATABASE", component.get(ConfigKey.DB_DATABASE));
        for (MapRows.Row entry : MapRows.of(component, ConfigKey.ENV, "lazyMigrationEnvInvalid")) {
            environment.put(entry.key(), entry.value());
        }
        Dialect dialect = dialect(component.get(ConfigKey.DIALECT));
        String onMigratedScript = optionalScript(component, ConfigKey.ON_MIGRATED_SCRIPT, options);
        return new MigrationConfig(
                dialect,
                script(component, ConfigKey.LOGIN_SCRIPT, dialect, DefaultScript.LOGIN, options),
                script(component, ConfigKey.GET_USER_SCRIPT, dialect, DefaultScript.GET_USER, options),
                optionalScript(component, ConfigKey.LIST_USERS_SCRIPT, options),
                onMigratedScript,
                environment.values(),
                environment.secrets(),
                timeout(component, TimeLimit.LOOKUP, options.limit(ServerLimit.MAX_LOOKUP_TIMEOUT_MS)),
                timeout(component, TimeLimit.LOGIN, options.limit(ServerLimit.MAX_LOGIN_TIMEOUT_MS)),
                timeout(component, TimeLimit.LIST_USERS, options.limit(ServerLimit.MAX_LIST_USERS_TIMEOUT_MS)),
                Duration.ofSeconds(UNKNOWN_NAMES.read(component)),
                SYNC_PAGE_SIZE.read(component),
                ImportConfig.read(component)
                        .withNotices(NoticeConfig.read(
                                component,
                                !onMigratedScript.isEmpty(),
                                timeout(
                                        component,
                                        TimeLimit.ON_MIGRATED,
                                        options.limit(ServerLimit.MAX_LOGIN_TIMEOUT_MS)))));
    }
    /** Whether there is a script that lists users. */
    public boolean listsUsers() {
        return !listUsersScript.isEmpty();
    }

    /** What tells the list of users from another one, page by page. */
    public String listHash() {
        return ScriptHash.of(listUsersScript) + "-" + syncPageSize;
    }

    /** The {@link ScriptHash} of each script that there is, by its setting. */
    public Map<String, String> scriptHashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put(ConfigKey.LOGIN_SCRIPT, ScriptHash.of(loginScript));
        hashes.put(ConfigKey.GET_USER_SCRIPT, ScriptHash.of(getUserScript));
        if (listsUsers()) {
            hashes.put(ConfigKey.LIST_USERS_SCRIPT, ScriptHash.of(listUsersScript));
        }
        if (!onMigratedScript.isEmpty()) {
            hashes.put(ConfigKey.ON_MIGRATED_SCRIPT, ScriptHash.of(onMigratedScript));
        }
        return hashes;
    }

    private static Dialect dialect(String configured) throws InvalidConfigException {
        if (configured == null || configured.isBlank()) {
            return Dialect.AUTHING;
        }
        return Stream.of(Dialect.values())
                .filter(dialect -> dialect.key().equals(configured))
                .findFirst()
                .orElseThrow(() -> new InvalidConfigException("lazyMigrationDialectInvalid"));
    }

    /** The default scripts are written for Authing: called in another way, they would find nobody. */
    private static String script(
            ComponentModel component, String key, Dialect dialect, DefaultScript fallback, ServerOptions options)
            throws InvalidConfigException {
        String script = script(key, component.get(key), fallback, options);
        if (dialect != Dialect.AUTHING && fallback.isIn(script)) {
            throw new InvalidConfigException("lazyMigrationScriptOfOtherDialect", key);
        }
        return script;
    }

    private static String script(String key, String configured, DefaultScript fallback, ServerOptions options)
            throws InvalidConfigException {
        // The default came onto the server with the JAR, by the hand of its operator.
        return configured == null || configured.isBlank() || fallback.isIn(configured)
                ? fallback.source()
                : ownScript(key, configured, options);
    }

    private static String optionalScript(ComponentModel component, String key, ServerOptions options)
            throws InvalidConfigException {
        String configured = component.get(key);
        return configured == null || configured.isBlank() ? "" : ownScript(key, configured, options);
    }

    private static String ownScript(String key, String configured, ServerOptions options)
            throws InvalidConfigException {
        Optional<String> file = ScriptsFolder.reference(configured);
        if (file.isPresent()) {
            return options.scriptsFolder().script(key, file.get());
        }
        if (!options.consoleScripts()) {
            throw new InvalidConfigException("lazyMigrationScriptsFromFilesOnly", key);
        }
        return configured;
    }

    private static Duration timeout(ComponentModel component, TimeLimit limit, long allowedMs)
            throws InvalidConfigException {
        return limit.parse(component.get(limit.key()), allowedMs)
                .orElseThrow(() -> new InvalidConfigException(
                        "lazyMigrationTimeoutInvalid",
                        limit.key(),
                        String.valueOf(TimeLimit.MINIMUM_MS),
                        String.valueOf(allowedMs)));
    }

    /** Names no value: most of them are secret. */
    @Override
    public String toString() {
        return "MigrationConfig[dialect=" + dialect + ", env=" + env.keySet() + "]";
    }
}
