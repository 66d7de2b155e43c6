package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.Map;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 (RFC 9106) from the BouncyCastle in Keycloak's class path. It can not be stopped, so it is not begun when it
 * would take long.
 *
 * @param type {@code argon2d}, {@code argon2i} or {@code argon2id}
 * @param version 0x10 or 0x13
 * @param memory in KiB
 */
record Argon2(String type, int version, int memory, int iterations, int parallelism) {

    /** The default of npm's argon2 and of PHP is half of it; a run may allocate twice as much in all. */
    static final int MOST_MEMORY = 128 << 10;

    /** A second or two. The default of npm's argon2 is a fifth of it, that of PHP a quarter. */
    static final int MOST_WORK = 1 << 20;

    static final int MOST_LANES = 64;

    private static final Map<String, Integer> TYPES = Map.of(
            "argon2d", Argon2Parameters.ARGON2_d,
            "argon2i", Argon2Parameters.ARGON2_i,
            "argon2id", Argon2Parameters.ARGON2_id);

    Argon2 {
        // RFC 9106 asks for this much at least, and the reference implementation rounds up to it.
        memory = Math.max(memory, 8 * parallelism);
    }

    byte[] derive(byte[] password, byte[] salt, byte[] secret, byte[] associatedData, int length, Deadline deadline)
            throws HostException {
        check();
        return HashMemory.SHARED.with(
                "argon2", bytes(), deadline, () -> derive(password, salt, secret, associatedData, length));
    }

    private byte[] derive(byte[] password, byte[] salt, byte[] secret, byte[] associatedData, int length)
            throws HostException {
        return BouncyCastle.with("argon2", () -> {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(TYPES.get(type))
                    .withVersion(version)
                    .withMemoryAsKB(memory)
                    .withIterations(iterations)
                    .withParallelism(parallelism)
                    .withSalt(salt)
                    .withSecret(secret)
                    .withAdditional(associatedData)
                    .build());
            byte[] hash = new byte[length];
            generator.generateBytes(password, hash);
            return hash;
        });
    }

    private long bytes() {
        return memory * 1024L;
    }

    void check() throws HostException {
        if (!TYPES.containsKey(type)) {
            throw HostException.misuse("Invalid argon2 type: " + type);
        }
        if (version != Argon2Parameters.ARGON2_VERSION_10 && version != Argon2Parameters.ARGON2_VERSION_13) {
            throw HostException.misuse("Invalid argon2 version: " + version);
        }
        if (memory > MOST_MEMORY) {
            throw HostException.broken("argon2 is limited to " + MOST_MEMORY + " KiB of memory");
        }
        if ((long) memory * iterations > MOST_WORK) {
            throw HostException.broken("argon2 is limited to a memory cost times time cost of " + MOST_WORK);
        }
        HashMemory.SHARED.check("argon2", bytes());
    }
}
