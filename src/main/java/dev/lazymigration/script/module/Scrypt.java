package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * scrypt (RFC 7914) that ends at a deadline.
 *
 * @param n the cost, a power of two
 * @param r the block size
 * @param p the parallelization
 * @param maxMemory in bytes; Node's default is 32 MiB
 */
record Scrypt(int n, int r, int p, int maxMemory) {

    /** What a run may take, whatever the script allows. */
    private static final int MEMORY_LIMIT = 128 << 20;

    private static final int ROUNDS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    Scrypt {
        maxMemory = Math.min(maxMemory, MEMORY_LIMIT);
    }

    byte[] derive(byte[] password, byte[] salt, int length, Deadline deadline) throws HostException {
        check();
        Pbkdf2 pbkdf2 = new Pbkdf2(Digest.named("sha256").keyed(password), deadline);
        ByteBuffer blocks = ByteBuffer.wrap(pbkdf2.derive(salt, 1, p * 128 * r)).order(ByteOrder.LITTLE_ENDIAN);
        IntBuffer words = blocks.asIntBuffer();
        int[] memory = new int[n * 32 * r];
        int[] block = new int[32 * r];
        for (int i = 0; i < p; i++) {
            words.get(i * block.length, block);
            mix(block, memory, deadline);
            words.put(i * block.length, block);
        }
        return pbkdf2.derive(blocks.array(), 1, length);
    }

    /** The checks of OpenSSL's {@code EVP_PBE_scrypt}, which are Node's. */
    private void check() throws HostException {
        if (n < 2 || Integer.bitCount(n) != 1) {
            throw HostException.misuse("Invalid scrypt params: N must be a power of two greater than 1");
        }
        long blocks = 128L * r * p;
        long memory = 128L * r * (n + 2L);
        if (blocks > maxMemory || memory > maxMemory - blocks) {
            throw HostException.misuse("Invalid scrypt params: memory limit exceeded");
        }
    }

    /** scryptROMix, section 5. */
    private void mix(int[] block, int[] memory, Deadline deadline) throws HostException {
        int[] scratch = new int[block.length];
        for (int i = 0; i < n; i++) {
            look(i, deadline);
            System.arraycopy(block, 0, memory, i * block.length, block.length);
            mixBlock(block, scratch);
        }
        for (int i = 0; i < n; i++) {
            look(i, deadline);
            int from = (block[block.length - 16] & (n - 1)) * block.length;
            for (int k = 0; k < block.length; k++) {
                block[k] ^= memory[from + k];
            }
            mixBlock(block, scratch);
        }
    }

    private static void look(int round, Deadline deadline) throws HostException {
        if (round % ROUNDS_BETWEEN_LOOKS_AT_THE_CLOCK == 0) {
            TimeIsUp.check(deadline, "crypto.scrypt");
        }
    }

    /** scryptBlockMix, section 4. */
    private void mixBlock(int[] block, int[] scratch) {
        int[] x = new int[16];
        System.arraycopy(block, block.length - 16, x, 0, 16);
        for (int i = 0; i < 2 * r; i++) {
            for (int k = 0; k < 16; k++) {
                x[k] ^= block[i * 16 + k];
            }
            salsa20by8(x);
            System.arraycopy(x, 0, scratch, (i / 2 + (i % 2) * r) * 16, 16);
        }
        System.arraycopy(scratch, 0, block, 0, block.length);
    }

    /** The Salsa20/8 core, section 3. */
    private static void salsa20by8(int[] words) {
        int[] x = words.clone();
        for (int i = 0; i < 4; i++) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int i = 0; i < 16; i++) {
            words[i] += x[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
