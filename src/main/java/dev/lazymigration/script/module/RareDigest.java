package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * Digests that Java does not have, from the BouncyCastle in Keycloak's class path; a server in FIPS mode has another
 * BouncyCastle, without these classes.
 */
final class RareDigest {

    static final Set<String> NAMES = new TreeSet<>(Set.of("ripemd160", "shake128", "shake256"));

    private RareDigest() {}

    static byte[] of(String name, byte[] data) throws HostException {
        try {
            ExtendedDigest digest =
                    switch (name) {
                        case "ripemd160" -> new RIPEMD160Digest();
                        case "shake128" -> new SHAKEDigest(128);
                        default -> new SHAKEDigest(256);
                    };
            digest.update(data, 0, data.length);
            byte[] hash = new byte[length(name)];
            if (digest instanceof SHAKEDigest shake) {
                shake.doFinal(hash, 0, hash.length);
            } else {
                digest.doFinal(hash, 0);
            }
            return hash;
        } catch (NoClassDefFoundError e) {
            throw HostException.misuse("This server has no " + name);
        }
    }

    /** SHAKE has any length; these are OpenSSL's defaults, and so Node's. */
    private static int length(String name) {
        return switch (name) {
            case "ripemd160" -> 20;
            case "shake128" -> 16;
            default -> 32;
        };
    }
}
