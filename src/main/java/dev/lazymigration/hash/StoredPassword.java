package dev.lazymigration.hash;

import java.util.Map;
import java.util.Objects;

/**
 * What another system has stored about a password.
 *
 * @param hash as it is in its database; secret
 * @param scheme how it was made, one of {@link NamedScheme#names()}, or null when the hash says so itself
 * @param salt or null when there is none or the hash contains it; secret
 * @param parameters what else the scheme takes, such as {@code iterations}; some of them secret
 */
public record StoredPassword(String hash, String scheme, String salt, Map<String, String> parameters) {

    public StoredPassword {
        Objects.requireNonNull(hash, "hash");
        parameters = Map.copyOf(parameters);
    }

    /** A hash that says itself how it was made. */
    public static StoredPassword of(String hash) {
        return new StoredPassword(hash, null, null, Map.of());
    }

    @Override
    public String toString() {
        return "StoredPassword[scheme=" + scheme + "]";
    }
}
