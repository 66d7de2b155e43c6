package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/**
 * PBKDF2 (RFC 8018, section 5.2). Java's own takes characters, not bytes, and neither that nor BouncyCastle's can be
 * stopped: two million rounds of SHA-512 take seconds, so the loop is here and looks at the deadline.
 *
 * @param iterations 1 or more
 * @param length of the key in bytes
 */
record Pbkdf2(Digest digest, int iterations, int length) {

    private static final int ROUNDS_BETWEEN_CHECKS = 4096;

    byte[] derive(byte[] password, byte[] salt, Deadline deadline) throws HostException {
        Mac mac = digest.mac(password);
        int blockLength = mac.getMacLength();
        int blocks = (length + blockLength - 1) / blockLength;
        byte[] key = new byte[blocks * blockLength];
        try {
            for (int i = 0; i < blocks; i++) {
                block(mac, salt, i + 1, key, i * blockLength, deadline);
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("A block has room for an HMAC", e);
        }
        return Arrays.copyOf(key, length);
    }

    private void block(Mac mac, byte[] salt, int index, byte[] key, int offset, Deadline deadline)
            throws HostException, ShortBufferException {
        byte[] round = new byte[mac.getMacLength()];
        mac.update(salt);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(index).flip());
        mac.doFinal(round, 0);
        System.arraycopy(round, 0, key, offset, round.length);
        for (int i = 1; i < iterations; i++) {
            if (i % ROUNDS_BETWEEN_CHECKS == 0) {
                TimeIsUp.check(deadline, "crypto.pbkdf2");
            }
            mac.update(round);
            mac.doFinal(round, 0);
            for (int j = 0; j < round.length; j++) {
                key[offset + j] ^= round[j];
            }
        }
        // Many blocks of few rounds take long as well.
        TimeIsUp.check(deadline, "crypto.pbkdf2");
    }
}
