package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function, by the name that OpenSSL and so Node gives it. */
final class Digest {

    /** OpenSSL's name to that of the Java security providers. */
    private static final Map<String, String> JAVA_NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("md5", "MD5"),
            Map.entry("sha1", "SHA-1"),
            Map.entry("sha224", "SHA-224"),
            Map.entry("sha256", "SHA-256"),
            Map.entry("sha384", "SHA-384"),
            Map.entry("sha512", "SHA-512"),
            Map.entry("sha512-224", "SHA-512/224"),
            Map.entry("sha512-256", "SHA-512/256"),
            Map.entry("sha3-224", "SHA3-224"),
            Map.entry("sha3-256", "SHA3-256"),
            Map.entry("sha3-384", "SHA3-384"),
            Map.entry("sha3-512", "SHA3-512")));

    private final String name;

    private Digest(String name) {
        this.name = name;
    }

    /** Takes {@code SHA256}, {@code sha-256} and {@code RSA-SHA256} for {@code sha256}, as OpenSSL does. */
    static Digest named(String given) throws HostException {
        String name = given.toLowerCase(Locale.ROOT)
                .replaceFirst("^rsa-", "")
                .replaceFirst("^sha-", "sha")
                .replaceFirst("^rmd160$|^ripemd$", "ripemd160");
        if (names().contains(name)) {
            return new Digest(name);
        }
        throw HostException.misuse("Invalid digest: " + given);
    }

    static List<String> names() {
        return Stream.concat(JAVA_NAMES.keySet().stream(), RareDigest.NAMES.stream())
                .toList();
    }

    /** OpenSSL's name, in lower case. */
    String name() {
        return name;
    }

    byte[] of(byte[] data) throws HostException {
        if (RareDigest.NAMES.contains(name)) {
            return RareDigest.of(name, data);
        }
        try {
            return MessageDigest.getInstance(JAVA_NAMES.get(name)).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw HostException.misuse("This server's Java has no " + name);
        }
    }

    byte[] hmac(byte[] key, byte[] data) throws HostException {
        if (RareDigest.NAMES.contains(name)) {
            throw HostException.misuse("Invalid digest: " + name);
        }
        try {
            String hmac = "Hmac" + JAVA_NAMES.get(name).replace("SHA-", "SHA");
            Mac mac = Mac.getInstance(hmac);
            // Java refuses an empty key. A key is padded with zeros anyway (RFC 2104), so one zero is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, hmac));
            return mac.doFinal(data);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw HostException.misuse("This server's Java has no HMAC with " + name);
        }
    }
}
