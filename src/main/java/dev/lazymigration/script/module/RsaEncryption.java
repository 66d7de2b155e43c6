package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * How to encrypt and decrypt with an RSA key.
 *
 * @param padding {@code oaep}, {@code pkcs1} or {@code none}
 * @param digest of OAEP
 * @param label of OAEP
 */
record RsaEncryption(String padding, String digest, byte[] label) {

    /**
     * @param withPrivate whether the private half of the key is used
     */
    byte[] apply(AsymmetricKey key, boolean encrypts, boolean withPrivate, byte[] data) throws HostException {
        if (!key.type().equals("rsa") || withPrivate && !key.isPrivate()) {
            throw HostException.misuse("error:1C800088:Provider routines::invalid key");
        }
        try {
            Key javaKey = withPrivate ? key.javaPrivateKey() : key.javaPublicKey();
            Cipher cipher = Cipher.getInstance(transformation(), BouncyCastle.providerFor("RSA"));
            int mode = encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (padding.equals("oaep")) {
                String hash = Digest.named(digest).javaDigest().getAlgorithm();
                cipher.init(
                        mode,
                        javaKey,
                        new OAEPParameterSpec(
                                hash, "MGF1", new MGF1ParameterSpec(hash), new PSource.PSpecified(label)));
            } else {
                cipher.init(mode, javaKey);
            }
            return cipher.doFinal(data);
        } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException e) {
            // BouncyCastle throws the second when there is too much data.
            throw HostException.misuse(
                    encrypts
                            ? "error:0200006E:rsa routines::data too large for key size"
                            : "error:02000079:rsa routines::oaep decoding error");
        }
    }

    private String transformation() throws HostException {
        return switch (padding) {
            case "oaep" -> "RSA/ECB/OAEPPadding";
            case "pkcs1" -> "RSA/ECB/PKCS1Padding";
            case "none" -> "RSA/ECB/NoPadding";
            default -> throw HostException.misuse("Invalid padding");
        };
    }
}
