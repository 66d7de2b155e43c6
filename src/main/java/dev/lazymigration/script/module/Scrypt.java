package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * scrypt from the BouncyCastle in Keycloak's class path. It can not be stopped, so it is not begun when it would take
 * long.
 *
 * @param n the cost, a power of two
 * @param r the block size
 * @param p the parallelization
 * @param maxMemory in bytes; Node's default is 32 MiB
 */
record Scrypt(int n, int r, int p, int maxMemory) {

    /** What a run may take, whatever the script allows. */
    private static final int MOST_MEMORY = 132 << 20;

    /** A second or two; the most expensive recommendations are half of it. */
    static final int MOST_ROUNDS = 1 << 21;

    byte[] derive(byte[] password, byte[] salt, int length, Deadline deadline) throws HostException {
        check();
        // BouncyCastle refuses a key without bytes, which Node gives.
        return length == 0
                ? new byte[0]
                : HashMemory.SHARED.with("scrypt", bytes(), deadline, () -> generate(password, salt, length));
    }

    private byte[] generate(byte[] password, byte[] salt, int length) throws HostException {
        return BouncyCastle.with("scrypt", () -> SCrypt.generate(password, salt, n, r, p, length));
    }

    /** No overflow when it is within the limits. */
    private long bytes() {
        return 128L * r * p + 128L * r * (n + 2L);
    }

    /** The checks of OpenSSL's {@code EVP_PBE_scrypt}, which are Node's, and our limit. */
    void check() throws HostException {
        if (n < 2 || Integer.bitCount(n) != 1) {
            throw HostException.misuse("Invalid scrypt params: N must be a power of two greater than 1");
        }
        // The products below may overflow when this is so, and are small enough when it is not.
        boolean tooManyBlocks = (long) r * p > maxMemory / 128;
        long blocks = 128L * r * p;
        long memory = 128L * r * (n + 2L);
        boolean beyondTheBlock = r == 1 && n >= 1 << 16;
        if (tooManyBlocks || memory > maxMemory - blocks || beyondTheBlock) {
            throw HostException.misuse("Invalid scrypt params: memory limit exceeded");
        }
        if (bytes() > MOST_MEMORY) {
            throw HostException.broken("scrypt is limited to " + MOST_MEMORY + " bytes of memory");
        }
        // No overflow: r * p and n * r are in the limit of the memory.
        if ((long) n * r * p > MOST_ROUNDS) {
            throw HostException.broken("scrypt is limited to N * r * p = " + MOST_ROUNDS);
        }
        HashMemory.SHARED.check("scrypt", bytes());
    }
}
