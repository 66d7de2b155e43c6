package dev.lazymigration.script.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Keys in PEM, made with OpenSSL for these tests, as JavaScript strings. */
final class Keys {

    private Keys() {}

    static String quoted(String name) {
        try (InputStream in = Keys.class.getResourceAsStream("keys/" + name + ".pem")) {
            return "'" + new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "\\n") + "'";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
