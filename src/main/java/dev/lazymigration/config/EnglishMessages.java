package dev.lazymigration.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The message bundle that Keycloak shows from, for the log, which is written outside of any request. */
final class EnglishMessages {

    private static final String BUNDLE = "theme-resources/messages/messages_en.properties";

    private static final Properties MESSAGES = load();

    private EnglishMessages() {}

    /** The message, or the key when there is none. */
    static String format(String key, List<String> parameters) {
        return new MessageFormat(MESSAGES.getProperty(key, key), Locale.ENGLISH).format(parameters.toArray());
    }

    /** Other JARs in the server may have a bundle under the same path. */
    private static Properties load() {
        Properties messages = new Properties();
        try {
            for (URL bundle :
                    Collections.list(EnglishMessages.class.getClassLoader().getResources(BUNDLE))) {
                try (InputStream in = bundle.openStream();
                        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                    messages.load(reader);
                }
            }
            return messages;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The JAR is damaged: " + BUNDLE + " cannot be read", unreadable);
        }
    }
}
