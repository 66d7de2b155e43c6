package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * PBKDF2 from the BouncyCastle in Keycloak's class path, since Java's own takes characters, not bytes. It can not be
 * stopped, so it is not begun when it would take long.
 *
 * @param digest as {@link Digest#name()} gives it
 */
record Pbkdf2(String digest, int iterations, int length) {

    /** Some seconds; the most expensive recommendations are a third of it. */
    static final int MOST_ROUNDS = 4_000_000;

    byte[] derive(byte[] password, byte[] salt) throws HostException {
        try {
            ExtendedDigest hash = hash();
            check(hash.getDigestSize());
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(hash);
            generator.init(password, salt, iterations);
            return ((KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE)).getKey();
        } catch (NoClassDefFoundError e) {
            throw HostException.misuse("This server has no pbkdf2 with " + digest);
        }
    }

    private void check(int blockLength) throws HostException {
        long blocks = Math.max(1, (length + blockLength - 1) / blockLength);
        if (iterations * blocks > MOST_ROUNDS) {
            throw HostException.misuse("pbkdf2 is limited to " + MOST_ROUNDS + " rounds, which are " + iterations
                    + " iterations for each " + blockLength + " bytes of the key");
        }
    }

    private ExtendedDigest hash() throws HostException {
        return switch (digest) {
            case "md5" -> new MD5Digest();
            case "ripemd160" -> new RIPEMD160Digest();
            case "sha1" -> new SHA1Digest();
            case "sha224" -> new SHA224Digest();
            case "sha256" -> new SHA256Digest();
            case "sha384" -> new SHA384Digest();
            case "sha512" -> new SHA512Digest();
            case "sha512-224" -> new SHA512tDigest(224);
            case "sha512-256" -> new SHA512tDigest(256);
            case "sha3-224" -> new SHA3Digest(224);
            case "sha3-256" -> new SHA3Digest(256);
            case "sha3-384" -> new SHA3Digest(384);
            case "sha3-512" -> new SHA3Digest(512);
            default -> throw HostException.misuse("Invalid digest: " + digest);
        };
    }
}
