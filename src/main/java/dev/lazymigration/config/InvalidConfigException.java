package dev.lazymigration.config;

import java.util.List;

/**
 * A configuration that cannot work. Carries a key of the message bundles and its parameters, neither of which holds a
 * configured value.
 */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> parameters;

    public InvalidConfigException(String messageKey, String... parameters) {
        super(messageKey);
        this.parameters = List.of(parameters);
    }

    public String messageKey() {
        return getMessage();
    }

    public List<String> parameters() {
        return parameters;
    }

    /** The message in English, for the log. */
    public String describe() {
        return EnglishMessages.format(messageKey(), parameters);
    }
}
