package dev.lazymigration.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that a new provider starts with: they read a PostgreSQL table {@code users}. */
public enum DefaultScript {
    LOGIN("login.js"),
    GET_USER("getUser.js");

    private final String source;

    DefaultScript(String file) {
        try (InputStream in = DefaultScript.class.getResourceAsStream(file)) {
            source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The JAR is damaged: " + file + " cannot be read", unreadable);
        }
    }

    public String source() {
        return source;
    }

    /** Whether a text is this script, whatever its line endings: browsers send their own. */
    boolean isIn(String text) {
        return source.equals(text.replace("\r\n", "\n"));
    }
}
