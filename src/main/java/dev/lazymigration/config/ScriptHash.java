package dev.lazymigration.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells an administrator which version of a script a node runs, by what {@code sha256sum} shows for its file. */
final class ScriptHash {

    /** Enough to tell the versions of one script apart, and short enough to be compared by eye. */
    private static final int BYTES = 6;

    private ScriptHash() {}

    /** The beginning of the source's SHA-256, in lower case hexadecimal digits. */
    static String of(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
