package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * Decrypts the parts of one file, each of which says how many rounds make a key of the password. That can not be
 * stopped, so it is not begun when all together would take long.
 */
final class PartCipher {

    /** A second or so. OpenSSL takes 2048 for each part, Java 10 000. */
    static final int MOST_ROUNDS = 600_000;

    private final char[] password;
    private long rounds;

    PartCipher(char[] password) {
        this.password = password.clone();
    }

    /** @param part DER of an EncryptedPrivateKeyInfo (RFC 5208), whatever is encrypted in it */
    byte[] decrypt(byte[] part) throws HostException, GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(part);
        AlgorithmParameters parameters = info.getAlgParameters();
        if (parameters == null) {
            throw new GeneralSecurityException("Unknown encryption");
        }
        // What the cipher goes by, and not our own reading of the same bytes.
        rounds += parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount();
        if (rounds > MOST_ROUNDS) {
            throw HostException.misuse("The parts of a pfx are limited to " + MOST_ROUNDS + " iterations together");
        }
        // The name of PBES2 tells neither digest nor cipher; its parameters do.
        String name = info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password)),
                parameters);
        return cipher.doFinal(info.getEncryptedData());
    }
}
