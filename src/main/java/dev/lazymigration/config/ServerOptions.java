package dev.lazymigration.config;

import dev.lazymigration.protection.ProtectionLimits;
import dev.lazymigration.script.ModuleFolder;
import dev.lazymigration.script.RunLimits;
import dev.lazymigration.script.module.HostSettings;
import dev.lazymigration.script.module.HttpSource;
import dev.lazymigration.script.module.PoolLimits;
import dev.lazymigration.script.module.ReachableHosts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What the server's operator has decided for all realms: how far the trust in those who configure a provider goes. Read
 * once, when the server starts.
 *
 * <p>A mistake stops the start. It could not be repaired later: a misspelt option would leave open what the operator
 * believes to be closed, and nobody would notice.
 *
 * @param reachableHosts where scripts may connect to
 * @param consoleScripts whether a provider's configuration may hold the text of a script
 * @param scriptsFolder where script files are
 * @param moduleFolder where further modules are
 * @param limits the numbers that differ from their defaults; unmodifiable
 */
public record ServerOptions(
        ReachableHosts reachableHosts,
        boolean consoleScripts,
        ScriptsFolder scriptsFolder,
        ModuleFolder moduleFolder,
        Map<ServerLimit, Long> limits) {

    /** What holds when the operator says nothing. */
    public static final ServerOptions DEFAULT =
            new ServerOptions(ReachableHosts.DEFAULT, true, ScriptsFolder.NONE, ModuleFolder.none(), Map.of());

    static final String REACHABLE_HOSTS = "reachable-hosts";
    static final String CONSOLE_SCRIPTS = "console-scripts";
    static final String SCRIPTS_FOLDER = "scripts-folder";
    static final String MODULES_FOLDER = "modules-folder";

    /** The longest time that anybody stands in line for a look-up. */
    public static final Duration LONGEST_LOOKUP_WAIT = Duration.ofMillis(800);

    private static final Duration LONGEST_LOGIN_WAIT = Duration.ofSeconds(5);

    private static final List<ProviderConfigProperty> METADATA = Stream.concat(
                    Stream.of(
                            option(
                                    REACHABLE_HOSTS,
                                    ProviderConfigProperty.STRING_TYPE,
                                    ReachableHosts.DEFAULT,
                                    "where scripts may connect to: `*`, addresses, blocks such as `10.0.0.0/8`, host"
                                            + " names, `*.example.org`, separated by commas; or `none`"),
                            option(
                                    CONSOLE_SCRIPTS,
                                    ProviderConfigProperty.BOOLEAN_TYPE,
                                    true,
                                    "whether the text of a script may come from the console, the admin API or a realm"
                                            + " import; with `false` scripts come from files alone"),
                            option(
                                    SCRIPTS_FOLDER,
                                    ProviderConfigProperty.STRING_TYPE,
                                    null,
                                    "absolute path of the folder with the script files"),
                            option(
                                    MODULES_FOLDER,
                                    ProviderConfigProperty.STRING_TYPE,
                                    null,
                                    "absolute path of the folder with further modules that scripts may require")),
                    Stream.of(ServerLimit.values())
                            .map(limit -> option(
                                    limit.option(),
                                    ProviderConfigProperty.INTEGER_TYPE,
                                    limit.defaultText(),
                                    limit.description() + ": " + limit.minimum() + " to " + limit.maximum())))
            .toList();

    public ServerOptions {
        Objects.requireNonNull(reachableHosts, "reachableHosts");
        Objects.requireNonNull(scriptsFolder, "scriptsFolder");
        Objects.requireNonNull(moduleFolder, "moduleFolder");
        limits = Map.copyOf(limits);
    }

    private static ProviderConfigProperty option(String name, String type, Object defaultValue, String description) {
        return new ProviderConfigProperty(
                name,
                name,
                description,
                type,
                defaultValue == null || defaultValue.equals("") ? null : defaultValue.toString());
    }

    /** The names of all options with their defaults and descriptions. */
    public static List<ProviderConfigProperty> metadata() {
        return METADATA;
    }

    /**
     * Reads and checks what the operator has set.
     *
     * @throws InvalidServerOptionException when that cannot be what he meant
     */
    public static ServerOptions read(Config.Scope scope) {
        OptionReader reader = new OptionReader(
                scope, METADATA.stream().map(ProviderConfigProperty::getName).toList());
        Map<ServerLimit, Long> limits = new EnumMap<>(ServerLimit.class);
        for (ServerLimit limit : ServerLimit.values()) {
            reader.text(limit.option()).map(limit::parse).ifPresent(number -> limits.put(limit, number));
        }
        return new ServerOptions(
                reader.text(REACHABLE_HOSTS).map(ServerOptions::hosts).orElse(ReachableHosts.DEFAULT),
                reader.text(CONSOLE_SCRIPTS).map(ServerOptions::consoleScripts).orElse(true),
                reader.text(SCRIPTS_FOLDER)
                        .map(text -> ScriptsFolder.at(folder(SCRIPTS_FOLDER, text)))
                        .orElse(ScriptsFolder.NONE),
                reader.text(MODULES_FOLDER)
                        .map(text -> ModuleFolder.at(folder(MODULES_FOLDER, text)))
                        .orElseGet(ModuleFolder::none),
                limits);
    }

    private static ReachableHosts hosts(String text) {
        try {
            return ReachableHosts.parse(text.equals("none") ? "" : text);
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidServerOptionException(REACHABLE_HOSTS, "cannot be read: " + unreadable.getMessage());
        }
    }

    /** Not {@link Boolean#parseBoolean}, which takes whatever it does not know for false. */
    private static boolean consoleScripts(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new InvalidServerOptionException(
                        CONSOLE_SCRIPTS, "has to be true or false, not \"" + text + "\"");
        };
    }

    private static Path folder(String option, String text) {
        Path folder;
        try {
            folder = Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new InvalidServerOptionException(option, "is not a path: \"" + text + "\"");
        }
        // A relative one would depend on where the server was started from.
        if (!folder.isAbsolute()) {
            throw new InvalidServerOptionException(option, "has to be an absolute path, not \"" + text + "\"");
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new InvalidServerOptionException(option, "names no folder that the server can read: " + text);
        }
        return folder;
    }

    /** The number that holds: the operator's, or else the default. */
    public long limit(ServerLimit limit) {
        return limits.getOrDefault(limit, limit.defaultValue());
    }

    /** What one run may use. */
    public RunLimits runLimits() {
        return new RunLimits(
                limit(ServerLimit.ALLOCATED_BYTES),
                limit(ServerLimit.ALLOCATED_BYTES_OF_ALL_RUNS),
                number(ServerLimit.PROFILE_CHARACTERS),
                number(ServerLimit.PAGE_CHARACTERS),
                number(ServerLimit.STRING_CHARACTERS),
                number(ServerLimit.ARRAY_ELEMENTS),
                number(ServerLimit.BUFFER_BYTES),
                number(ServerLimit.BIGINT_BITS),
                number(ServerLimit.CALL_DEPTH),
                number(ServerLimit.CONSOLE_LINES),
                number(ServerLimit.CONSOLE_CHARACTERS));
    }

    private int number(ServerLimit limit) {
        return Math.toIntExact(limit(limit));
    }

    /**
     * What the host primitives of one provider may use.
     *
     * @param http the server's own HTTP client
     */
    public HostSettings hostSettings(HttpSource http) {
        PoolLimits pools = new PoolLimits(
                number(ServerLimit.CONNECTIONS_PER_DATABASE),
                number(ServerLimit.DATABASES),
                PoolLimits.DEFAULT.idle(),
                PoolLimits.DEFAULT.lifetime());
        return new HostSettings(pools, reachableHosts, http);
    }

    /**
     * How much one provider may ask at a time. A look-up and the wait before it have to end before Keycloak interrupts
     * them; nobody else's wait for a login may be as long as the login itself.
     *
     * @param lookupTimeout the provider's deadline of a look-up
     * @param loginTimeout and of a login
     */
    public ProtectionLimits protectionLimits(Duration lookupTimeout, Duration loginTimeout) {
        Duration spare = Duration.ofMillis(TimeLimit.LOOKUP.maximumMs()).minus(lookupTimeout);
        return new ProtectionLimits(
                number(ServerLimit.RUNS_AT_A_TIME),
                min(spare, LONGEST_LOOKUP_WAIT),
                min(loginTimeout, LONGEST_LOGIN_WAIT));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * All options with what holds, in the order of {@link #metadata()}. Of folders only whether they are set: realm
     * administrators may see this.
     */
    public Map<String, String> effective() {
        Map<String, String> effective = new LinkedHashMap<>();
        effective.put(REACHABLE_HOSTS, reachableHosts.toString().isEmpty() ? "none" : reachableHosts.toString());
        effective.put(CONSOLE_SCRIPTS, String.valueOf(consoleScripts));
        effective.put(SCRIPTS_FOLDER, scriptsFolder == ScriptsFolder.NONE ? "not set" : "set");
        effective.put(MODULES_FOLDER, moduleFolder == ModuleFolder.none() ? "not set" : "set");
        for (ServerLimit limit : ServerLimit.values()) {
            effective.put(limit.option(), String.valueOf(limit(limit)));
        }
        return effective;
    }
}
