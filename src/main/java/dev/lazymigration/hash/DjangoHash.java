package dev.lazymigration.hash;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The hashes of Django, whose scheme stands before the first dollar sign. */
final class DjangoHash {

    static final List<String> SCHEMES = List.of(
            "pbkdf2_sha256", "pbkdf2_sha1", "argon2", "scrypt", "bcrypt_sha256", "bcrypt", "sha1", "md5", "crypt");

    private DjangoHash() {}

    /**
     * @param text begins with one of the {@link #SCHEMES} and a dollar sign
     */
    static ForeignHash read(String text) throws UnreadableHashException {
        int end = text.indexOf('$');
        String scheme = text.substring(0, end);
        String rest = text.substring(end + 1);
        String[] parts = rest.split("\\$", -1);
        return switch (scheme) {
            case "argon2" -> Argon2Hash.read("$" + rest);
            case "bcrypt" -> BcryptHash.read(rest, Preparation.NONE);
            case "bcrypt_sha256" -> BcryptHash.read(rest, Preparation.SHA256);
            case "crypt" -> CryptHash.read(counted(2, parts)[1]);
            case "pbkdf2_sha1", "pbkdf2_sha256" -> pbkdf2(scheme.substring("pbkdf2_".length()), counted(3, parts));
            case "scrypt" -> scrypt(counted(5, parts));
            default -> digest(scheme, counted(2, parts));
        };
    }

    private static String[] counted(int count, String... parts) throws UnreadableHashException {
        if (parts.length != count) {
            throw new UnreadableHashException("Not a hash of Django");
        }
        return parts;
    }

    private static ForeignHash pbkdf2(String digest, String... parts) throws UnreadableHashException {
        return new Pbkdf2Hash(
                digest, Bytes.number(parts[0], "iterations"), salt(parts[1]), Bytes.base64(parts[2], "hash"));
    }

    private static ForeignHash scrypt(String... parts) throws UnreadableHashException {
        return new ScryptHash(
                Bytes.number(parts[0], "cost"),
                Bytes.number(parts[2], "block size"),
                Bytes.number(parts[3], "parallelization"),
                salt(parts[1]),
                Bytes.base64(parts[4], "hash"));
    }

    private static ForeignHash digest(String digest, String... parts) throws UnreadableHashException {
        return DigestHash.checked(digest, DigestHash.BEFORE, salt(parts[0]), Bytes.hex(parts[1], "hash"));
    }

    private static byte[] salt(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
