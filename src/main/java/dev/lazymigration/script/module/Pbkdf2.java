package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * PBKDF2 (RFC 8018, section 5.2). Java's own takes characters, not bytes, and can not be stopped: an iteration count
 * from a script could hold a server thread for hours.
 */
record Pbkdf2(Mac prf, Deadline deadline) {

    private static final int ITERATIONS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;

    byte[] derive(byte[] salt, int iterations, int length) throws HostException {
        byte[] key = new byte[length];
        int blockLength = prf.getMacLength();
        for (int start = 0, block = 1; start < length; start += blockLength, block++) {
            byte[] bytes = block(salt, iterations, block);
            System.arraycopy(bytes, 0, key, start, Math.min(blockLength, length - start));
        }
        return key;
    }

    private byte[] block(byte[] salt, int iterations, int index) throws HostException {
        prf.update(salt);
        byte[] last = prf.doFinal(ByteBuffer.allocate(4).putInt(index).array());
        byte[] sum = Arrays.copyOf(last, last.length);
        for (int i = 1; i < iterations; i++) {
            if (i % ITERATIONS_BETWEEN_LOOKS_AT_THE_CLOCK == 0) {
                TimeIsUp.check(deadline, "crypto.pbkdf2");
            }
            last = prf.doFinal(last);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= last[j];
            }
        }
        return sum;
    }
}
