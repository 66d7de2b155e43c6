package dev.lazymigration.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;

/** Options as Keycloak's server hands them out: names in full, and no value for one that is set to nothing. */
final class OptionScope extends Config.AbstractScope {

    private static final String OURS = "kc.spi-storage--lazy-migration--";

    private final String prefix;
    private final Map<String, String> properties;

    private OptionScope(String prefix, Map<String, String> properties) {
        this.prefix = prefix;
        this.properties = properties;
    }

    /** The scope of this provider, when that is all that the server is configured with. */
    static Config.Scope of(Map<String, String> properties) {
        return new OptionScope(OURS, properties);
    }

    /** The same, when nothing but these options of this provider are set. */
    static Config.Scope options(Map<String, String> options) {
        return of(options.entrySet().stream()
                .collect(Collectors.toMap(option -> OURS + option.getKey(), Map.Entry::getValue)));
    }

    @Override
    public String get(String key) {
        String value = properties.get(prefix + key);
        return value == null || value.isEmpty() ? null : value;
    }

    @Override
    public Config.Scope scope(String... names) {
        throw new UnsupportedOperationException("No option has options of its own");
    }

    @Override
    @Deprecated
    public Set<String> getPropertyNames() {
        return properties.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    @Override
    public Config.Scope root() {
        return new OptionScope("kc.", properties);
    }
}
