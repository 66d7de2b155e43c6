package dev.lazymigration.config;

import java.util.List;

/** An option of the server's operator cannot be what he meant. The message is for him, and names the option. */
public final class InvalidServerOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "spi-storage--lazy-migration--";

    private InvalidServerOptionException(String message) {
        super(message);
    }

    InvalidServerOptionException(String name, String problem) {
        this("Lazy migration: the option " + PREFIX + name + " " + problem);
    }

    static InvalidServerOptionException unknown(String option, List<String> names) {
        return new InvalidServerOptionException("Lazy migration: there is no option " + option + ". There are "
                + String.join(", ", names.stream().map(PREFIX::concat).toList()));
    }
}
