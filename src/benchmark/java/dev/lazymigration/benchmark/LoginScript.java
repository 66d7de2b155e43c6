package dev.lazymigration.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The sources that both engines run. */
final class LoginScript {

    static final String CONNECTION = "postgres://app@db.example/app";
    static final String PASSWORD = "secret-password";

    private LoginScript() {}

    static String source() {
        return text(LoginScript.class, "login.js");
    }

    static String text(Class<?> beside, String path) {
        try (InputStream in = beside.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
