package dev.lazymigration.hash;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes that say nothing about how they were made: the name of the scheme comes beside them, and often a salt. */
final class NamedScheme {

    private static final Map<String, Reader> READERS = new LinkedHashMap<>();

    static {
        READERS.put("bcrypt", stored -> BcryptHash.read(stored.hash().strip(), Preparation.NONE));
        READERS.put("bcrypt-sha256", stored -> BcryptHash.read(stored.hash().strip(), Preparation.SHA256));
        READERS.put("crypt", stored -> CryptHash.read(stored.hash().strip()));
        READERS.put("aspnet-identity", stored -> AspNetHash.read(stored.hash()));
        READERS.put("scrypt", NamedScheme::scrypt);
        READERS.put("firebase-scrypt", NamedScheme::firebase);
        for (String digest : List.of("sha1", "sha224", "sha256", "sha384", "sha512")) {
            READERS.put("pbkdf2-" + digest, stored -> pbkdf2(digest, stored));
        }
        for (String digest : List.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512")) {
            READERS.put(digest, stored -> digest(digest, stored));
        }
    }

    private NamedScheme() {}

    /** Reads a stored password of one scheme. */
    @FunctionalInterface
    private interface Reader {

        ForeignHash read(StoredPassword stored) throws UnreadableHashException;
    }

    /** Every scheme that can be named. */
    static List<String> names() {
        return List.copyOf(READERS.keySet());
    }

    static ForeignHash read(StoredPassword stored) throws UnreadableHashException {
        Reader reader = READERS.get(stored.scheme());
        if (reader == null) {
            throw new UnreadableHashException("The scheme is none of " + String.join(", ", names()));
        }
        return reader.read(stored);
    }

    private static ForeignHash pbkdf2(String digest, StoredPassword stored) throws UnreadableHashException {
        return new Pbkdf2Hash(digest, number("iterations", stored), salt(stored), hash(stored));
    }

    private static ForeignHash digest(String digest, StoredPassword stored) throws UnreadableHashException {
        String position = stored.parameters().getOrDefault("saltPosition", DigestHash.BEFORE);
        return DigestHash.checked(digest, position, salt(stored), hash(stored));
    }

    private static ForeignHash scrypt(StoredPassword stored) throws UnreadableHashException {
        return new ScryptHash(
                number("N", stored), number("r", stored), number("p", stored), salt(stored), hash(stored));
    }

    /** In the words of the Firebase console, all in base64 as it gives them. */
    private static ForeignHash firebase(StoredPassword stored) throws UnreadableHashException {
        return new FirebaseHash(
                SelfDescribing.power(number("memCost", stored)),
                number("rounds", stored),
                Bytes.base64(parameter("signerKey", stored), "signerKey"),
                Bytes.base64(parameter("saltSeparator", stored), "saltSeparator"),
                stored.salt() == null ? new byte[0] : Bytes.base64(stored.salt(), "salt"),
                Bytes.base64(stored.hash(), "hash"));
    }

    private static byte[] hash(StoredPassword stored) throws UnreadableHashException {
        return Bytes.hexOrBase64(stored.hash(), "hash");
    }

    private static byte[] salt(StoredPassword stored) throws UnreadableHashException {
        if (stored.salt() == null) {
            return new byte[0];
        }
        String encoding = stored.parameters().getOrDefault("saltEncoding", "text");
        return switch (encoding) {
            case "text" -> stored.salt().getBytes(StandardCharsets.UTF_8);
            case "hex" -> Bytes.hex(stored.salt(), "salt");
            case "base64" -> Bytes.base64(stored.salt(), "salt");
            default -> throw new UnreadableHashException("The saltEncoding is none of text, hex and base64");
        };
    }

    private static int number(String name, StoredPassword stored) throws UnreadableHashException {
        return Bytes.number(parameter(name, stored), name);
    }

    private static String parameter(String name, StoredPassword stored) throws UnreadableHashException {
        String value = stored.parameters().get(name);
        if (value == null) {
            throw new UnreadableHashException("The scheme takes the parameter " + name);
        }
        return value;
    }
}
