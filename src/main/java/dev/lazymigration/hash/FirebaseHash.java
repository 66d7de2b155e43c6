package dev.lazymigration.hash;

import dev.lazymigration.script.HostException;
import dev.lazymigration.script.module.PasswordHashing;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Firebase Authentication: the project's signer key, encrypted with the key that scrypt makes of the password.
 *
 * @param n scrypt's cost, a power of two: 2 to the power of Firebase's {@code mem_cost}
 * @param rounds scrypt's block size
 * @param signerKey secret
 */
record FirebaseHash(int n, int rounds, byte[] signerKey, byte[] saltSeparator, byte[] salt, byte[] hash)
        implements ForeignHash {

    static final String ALGORITHM = "lazy-migration-firebase-scrypt";

    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;

    static FirebaseHash of(Fields fields) throws UnreadableHashException {
        return new FirebaseHash(
                fields.iterations(),
                fields.number("rounds"),
                fields.secret("signerKey"),
                fields.secret("saltSeparator"),
                fields.salt(),
                fields.bytes());
    }

    @Override
    public PasswordCredentialModel credential() {
        PasswordCredentialModel plain = Fields.credential(ALGORITHM, n, Map.of("rounds", rounds), salt, hash);
        return Fields.withSecrets(plain, Map.of("signerKey", signerKey, "saltSeparator", saltSeparator));
    }

    @Override
    public PasswordHashing.Work work() throws HostException {
        byte[] salts = Arrays.copyOf(salt, salt.length + saltSeparator.length);
        System.arraycopy(saltSeparator, 0, salts, salt.length, saltSeparator.length);
        PasswordHashing.Work scrypt = PasswordHashing.scrypt(n, rounds, 1, salts, KEY_BYTES);
        return password -> encrypted(scrypt.on(password));
    }

    private byte[] encrypted(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK_BYTES]));
            return cipher.doFinal(signerKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES in counter mode", e);
        }
    }
}
