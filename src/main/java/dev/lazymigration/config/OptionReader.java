package dev.lazymigration.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.Config;

/** The texts of the server's options. Knows no option but those it is told of. */
final class OptionReader {

    /** Any option that means us, whatever is wrong with it; Keycloak also takes single hyphens between the parts. */
    private static final Pattern OURS = Pattern.compile("kc\\.(spi-.*lazy-migration.*)");

    private static final Pattern WELL_FORMED = Pattern.compile("spi-storage--?lazy-migration--?(.*)");

    /** Keycloak's own, for any provider. */
    private static final String SWITCH = "enabled";

    private final Config.Scope scope;
    private final Set<String> set = new HashSet<>();

    /**
     * @param names of the options that there are
     * @throws InvalidServerOptionException when another one is set
     */
    OptionReader(Config.Scope scope, List<String> names) {
        this.scope = scope;
        for (String property : propertyNames(scope)) {
            Matcher ours = OURS.matcher(property);
            if (ours.matches()) {
                set.add(name(ours.group(1), names));
            }
        }
    }

    private static String name(String option, List<String> names) {
        Matcher wellFormed = WELL_FORMED.matcher(option);
        if (wellFormed.matches()
                && (names.contains(wellFormed.group(1)) || wellFormed.group(1).equals(SWITCH))) {
            return wellFormed.group(1);
        }
        throw InvalidServerOptionException.unknown(option, names);
    }

    /** Deprecated, since asking for a value takes more than listing names; there is no other way to see a misspelt one. */
    @SuppressWarnings("deprecation")
    private static Set<String> propertyNames(Config.Scope scope) {
        return scope.root().getPropertyNames();
    }

    /**
     * The text of an option; empty when it is not set.
     *
     * @throws InvalidServerOptionException when it is set to nothing: it may have been meant to close what the default
     *     leaves open
     */
    Optional<String> text(String name) {
        Optional<String> text =
                Optional.ofNullable(scope.get(name)).map(String::strip).filter(stripped -> !stripped.isEmpty());
        if (text.isEmpty() && set.contains(name)) {
            throw new InvalidServerOptionException(name, "has no value; leave it out for the default");
        }
        return text;
    }
}
