package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * How to sign with a key.
 *
 * @param digest ignored for Ed25519
 * @param pss RSA with PSS instead of PKCS#1 1.5
 * @param saltLength of PSS in bytes, or one of the negative numbers that OpenSSL has for it
 * @param plain ECDSA as the two numbers side by side (IEEE P1363) instead of DER
 */
record SignatureScheme(String digest, boolean pss, int saltLength, boolean plain) {

    private static final int AS_THE_DIGEST = -1;
    private static final int SHA_1_LENGTH = 20;

    byte[] sign(AsymmetricKey key, byte[] data) throws HostException {
        if (!key.isPrivate()) {
            throw HostException.misuse("Invalid key object type public, expected private.");
        }
        try {
            Signature signature = signature(key, saltLengths(key).get(0));
            signature.initSign(key.javaPrivateKey());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw HostException.misuse("The key cannot sign in this way");
        }
    }

    boolean verify(AsymmetricKey key, byte[] data, byte[] given) throws HostException {
        for (int salt : saltLengths(key)) {
            if (verify(key, data, given, salt)) {
                return true;
            }
        }
        return false;
    }

    private boolean verify(AsymmetricKey key, byte[] data, byte[] given, int salt) throws HostException {
        try {
            Signature signature = signature(key, salt);
            signature.initVerify(key.javaPublicKey());
            signature.update(data);
            return signature.verify(given);
        } catch (SignatureException e) {
            // It does not even look like one.
            return false;
        } catch (GeneralSecurityException e) {
            throw HostException.misuse("The key cannot verify in this way");
        }
    }

    private Signature signature(AsymmetricKey key, int salt) throws HostException, GeneralSecurityException {
        if (key.type().equals("ed25519")) {
            return Signature.getInstance("Ed25519", BouncyCastle.providerFor("Ed25519"));
        }
        String hash = Digest.named(digest).javaDigest().getAlgorithm();
        if (key.type().equals("rsa") && pss) {
            Signature signature = Signature.getInstance("RSASSA-PSS", BouncyCastle.providerFor("PSS"));
            signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
            return signature;
        }
        String kind = key.type().equals("rsa") ? "RSA" : plain ? "PLAIN-ECDSA" : "ECDSA";
        String name = hash.replace("SHA-", "SHA").replaceFirst("/(\\d+)$", "($1)");
        return Signature.getInstance(name + "with" + kind, BouncyCastle.providerFor(kind));
    }

    /**
     * The length to sign with, and those to look for when none is given: a signature does not tell it. They are the
     * longest that the key has room for, which is OpenSSL's own choice, and the usual ones.
     */
    private List<Integer> saltLengths(AsymmetricKey key) throws HostException {
        if (!pss || saltLength >= 0 || !key.type().equals("rsa")) {
            return List.of(saltLength);
        }
        int hash = Digest.named(digest).javaDigest().getDigestLength();
        if (saltLength == AS_THE_DIGEST) {
            return List.of(hash);
        }
        int bits = ((RSAKeyParameters) key.parameter()).getModulus().bitLength();
        int longest = (bits - 1 + Byte.SIZE - 1) / Byte.SIZE - hash - 2;
        return List.of(longest, hash, SHA_1_LENGTH, 0);
    }
}
