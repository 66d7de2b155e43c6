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
import org.bouncycastle.crypto.digests.SHAKEDigest;

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

    /** What Java does not have, by BouncyCastle's name. */
    private static final Map<String, String> RARE_NAMES = new TreeMap<>(Map.of(
            "md4", "MD4",
            "ripemd160", "RIPEMD160",
            "whirlpool", "Whirlpool",
            "blake2b512", "BLAKE2B-512",
            "blake2s256", "BLAKE2S-256"));

    /** The digests of any length, with the strength of each. */
    private static final Map<String, Integer> SHAKES = new TreeMap<>(Map.of("shake128", 128, "shake256", 256));

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
        return Stream.of(JAVA_NAMES, RARE_NAMES, SHAKES)
                .flatMap(names -> names.keySet().stream())
                .sorted()
                .toList();
    }

    /** OpenSSL's name, in lower case. */
    String name() {
        return name;
    }

    /** The name of the Java security providers. */
    private String javaName() throws HostException {
        if (isShake()) {
            throw HostException.misuse("Invalid digest: " + name);
        }
        return JAVA_NAMES.getOrDefault(name, RARE_NAMES.get(name));
    }

    private boolean isShake() {
        return SHAKES.containsKey(name);
    }

    byte[] of(byte[] data) throws HostException {
        // SHAKE has any length; these are OpenSSL's defaults, and so Node's.
        return isShake()
                ? shake(data, SHAKES.get(name) / Byte.SIZE)
                : javaDigest().digest(data);
    }

    /**
     * @param length how many bytes; any number for SHAKE, for the others only that which they have
     */
    byte[] of(byte[] data, int length) throws HostException {
        if (isShake()) {
            return shake(data, length);
        }
        byte[] hash = of(data);
        if (hash.length != length) {
            throw HostException.misuse("error:030000B2:digital envelope routines::not XOF or invalid length");
        }
        return hash;
    }

    private byte[] shake(byte[] data, int length) throws HostException {
        return BouncyCastle.with(name, () -> {
            SHAKEDigest digest = new SHAKEDigest(SHAKES.get(name));
            digest.update(data, 0, data.length);
            byte[] hash = new byte[length];
            digest.doFinal(hash, 0, length);
            return hash;
        });
    }

    /** A fresh one, in its initial state. */
    MessageDigest javaDigest() throws HostException {
        try {
            return JAVA_NAMES.containsKey(name)
                    ? MessageDigest.getInstance(javaName())
                    : MessageDigest.getInstance(javaName(), BouncyCastle.providerFor(name));
        } catch (NoSuchAlgorithmException e) {
            throw HostException.misuse("This server's Java has no " + name);
        }
    }

    byte[] hmac(byte[] key, byte[] data) throws HostException {
        return mac(key).doFinal(data);
    }

    /** A fresh HMAC with this digest. */
    Mac mac(byte[] key) throws HostException {
        String hmac = "Hmac" + javaName().replaceFirst("SHA-", "SHA");
        try {
            Mac mac = JAVA_NAMES.containsKey(name)
                    ? Mac.getInstance(hmac)
                    : Mac.getInstance(hmac, BouncyCastle.providerFor(name));
            // Java refuses an empty key. A key is padded with zeros anyway (RFC 2104), so one zero is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, hmac));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw HostException.misuse("This server's Java has no HMAC with " + name);
        }
    }
}
