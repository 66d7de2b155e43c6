package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Private keys that did not exist before. */
final class NewKey {

    /** To find the primes of longer ones takes many seconds, and can not be stopped. */
    private static final int MOST_RSA_BITS = 3072;

    private static final int LEAST_RSA_BITS = 512;
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewKey() {}

    static AsymmetricKey of(String type, Object bits, Object curve) throws HostException {
        try {
            return switch (type) {
                case "rsa" -> rsa(bits);
                case "ec" -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.providerFor("EC"));
                    generator.initialize(
                            new ECGenParameterSpec(KeyCurve.named(curve).opensslName()), RANDOM);
                    yield AsymmetricKey.privateKey(
                            generator.generateKeyPair().getPrivate().getEncoded());
                }
                case "ed25519" -> new AsymmetricKey(new Ed25519PrivateKeyParameters(RANDOM));
                default -> throw HostException.misuse("The type of a new key must be rsa, ec or ed25519");
            };
        } catch (GeneralSecurityException e) {
            throw HostException.misuse("This server cannot make keys for " + type);
        }
    }

    private static AsymmetricKey rsa(Object given) throws HostException, GeneralSecurityException {
        double bits = given instanceof Number number ? number.doubleValue() : Double.NaN;
        if (!(bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS)) {
            throw HostException.misuse(
                    "The modulusLength of a new key must be from " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS);
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize((int) bits, RANDOM);
        return AsymmetricKey.privateKey(generator.generateKeyPair().getPrivate().getEncoded());
    }
}
