package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Argon2. Keycloak verifies all three types and both versions itself.
 *
 * @param type {@code d}, {@code i} or {@code id}
 * @param version 0x10 or 0x13
 * @param memory in KiB
 */
record Argon2Hash(String type, int version, int memory, int iterations, int parallelism, byte[] salt, byte[] hash)
        implements ForeignHash {

    private static final int VERSION_10 = 0x10;
    private static final Pattern FORM = Pattern.compile("\\$argon2(id|i|d)\\$(?:v=(16|19)\\$)?"
            + "m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    Argon2Hash {
        // RFC 9106 asks for this much at least, and the reference implementation rounds up to it.
        memory = Math.max(memory, (int) Math.min(Integer.MAX_VALUE, 8L * parallelism));
    }

    static Argon2Hash read(String text) throws UnreadableHashException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadableHashException("Not an argon2 hash, or one with a secret or associated data");
        }
        return new Argon2Hash(
                form.group(1),
                form.group(2) == null ? VERSION_10 : Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                Integer.parseInt(form.group(4)),
                Integer.parseInt(form.group(5)),
                Bytes.base64(form.group(6), "salt"),
                Bytes.base64(form.group(7), "hash"));
    }

    @Override
    public PasswordCredentialModel credential() {
        return Fields.credential(
                "argon2",
                iterations,
                Map.of(
                        "type", type,
                        "version", version == VERSION_10 ? "1.0" : "1.3",
                        "hashLength", hash.length,
                        "memory", memory,
                        "parallelism", parallelism),
                salt,
                hash);
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        return PasswordHashing.argon2("argon2" + type, version, memory, iterations, parallelism, salt, hash.length);
    }
}
