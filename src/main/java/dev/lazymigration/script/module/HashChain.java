package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * A hash that is hashed again and again together with the password, the way in which PHPass and Drupal make guessing
 * slow: {@code hash = digest(hash + password)}.
 *
 * @param rounds how often it is hashed again
 */
record HashChain(Digest digest, int rounds) {

    private static final int ROUNDS_BETWEEN_CHECKS = 1024;

    byte[] from(byte[] first, byte[] password, Deadline deadline) throws HostException {
        MessageDigest hash = digest.javaDigest();
        byte[] value = hash.digest(first);
        try {
            for (int i = 0; i < rounds; i++) {
                if (i % ROUNDS_BETWEEN_CHECKS == 0) {
                    TimeIsUp.check(deadline, "crypto.chain");
                }
                hash.update(value);
                hash.update(password);
                hash.digest(value, 0, value.length);
            }
        } catch (DigestException e) {
            throw new IllegalStateException("A hash is as long as itself", e);
        }
        return value;
    }
}
