package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The hash functions of the modules for Keycloak's side of the project, so that there is one of each and one limit of
 * what each may cost. Every limit is checked before any work is done: a {@link Work} that was handed out can be done.
 */
public final class PasswordHashing {

    /** Some seconds; recommendations are about a third of it. */
    static final long MOST_PBKDF2_ROUNDS = 4_000_000;

    /** About a second; Drupal's default is a thirtieth of it. */
    static final int MOST_CHAIN_ROUNDS = 1 << 20;

    private static final int MOST_BYTES = 1024;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private PasswordHashing() {}

    /** What is to be done with a password to compare it with a hash. Safe for use by several threads. */
    @FunctionalInterface
    public interface Work {

        /**
         * @return the hash of this password
         * @throws HostException when it takes too long for so long a password, or this server lacks the function
         */
        byte[] on(byte[] password) throws HostException;
    }

    /**
     * @param text begins with version, cost and salt
     * @return gives the whole text, from the version on, in ASCII
     */
    public static Work bcrypt(String text) throws HostException {
        BcryptSalt salt = BcryptSalt.of(text).orElseThrow(() -> HostException.misuse("Invalid salt for bcrypt"));
        salt.check();
        return password -> (salt + new String(salt.hash(password), BcryptSalt.ASCII)).getBytes(BcryptSalt.ASCII);
    }

    /**
     * @param text begins with scheme, rounds and salt of crypt(3)
     * @return gives the whole text, from the scheme on, in ASCII
     */
    public static Work crypt(String text) throws HostException {
        CryptSetting setting = CryptSetting.of(text);
        setting.check(0);
        return password -> setting.hash(password).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @param n the cost, a power of two
     * @param r the block size
     * @param p the parallelization
     * @param length of the hash in bytes
     */
    public static Work scrypt(int n, int r, int p, byte[] salt, int length) throws HostException {
        checkLength(length);
        if (r < 1 || p < 1) {
            throw HostException.misuse("Invalid scrypt params: r and p must be positive");
        }
        Scrypt scrypt = new Scrypt(n, r, p, Integer.MAX_VALUE);
        scrypt.check();
        return password -> scrypt.derive(password, salt, length, Deadline.unwatched(LIMIT));
    }

    /**
     * @param type {@code argon2d}, {@code argon2i} or {@code argon2id}
     * @param version 0x10 or 0x13
     * @param memory in KiB
     * @param length of the hash in bytes
     */
    public static Work argon2(
            String type, int version, int memory, int iterations, int parallelism, byte[] salt, int length)
            throws HostException {
        checkLength(length);
        if (memory < 1 || iterations < 1 || parallelism < 1 || parallelism > Argon2.MOST_LANES || length < 4) {
            throw HostException.misuse("Invalid argon2 parameters");
        }
        Argon2 argon2 = new Argon2(type, version, memory, iterations, parallelism);
        argon2.check();
        return password -> argon2.derive(password, salt, new byte[0], new byte[0], length, Deadline.unwatched(LIMIT));
    }

    /**
     * @param digest OpenSSL's name
     * @param length of the hash in bytes
     */
    public static Work pbkdf2(String digest, int iterations, byte[] salt, int length) throws HostException {
        checkLength(length);
        Pbkdf2 pbkdf2 = new Pbkdf2(Digest.named(digest), iterations, length);
        int block = pbkdf2.digest().mac(new byte[0]).getMacLength();
        long rounds = (long) iterations * ((length + block - 1) / block);
        if (iterations < 1 || rounds > MOST_PBKDF2_ROUNDS) {
            throw HostException.broken("pbkdf2 is limited to " + MOST_PBKDF2_ROUNDS + " rounds");
        }
        return password -> pbkdf2.derive(password, salt, Deadline.unwatched(LIMIT));
    }

    /**
     * A hash that is hashed again and again together with the password, as PHPass does it.
     *
     * @param digest OpenSSL's name
     * @param salt before the password in the first round
     */
    public static Work chain(String digest, int rounds, byte[] salt) throws HostException {
        if (rounds < 0 || rounds > MOST_CHAIN_ROUNDS) {
            throw HostException.broken("PHPass is limited to " + MOST_CHAIN_ROUNDS + " rounds");
        }
        HashChain chain = new HashChain(Digest.named(digest), rounds);
        return password -> chain.from(joined(salt, password), password, Deadline.unwatched(LIMIT));
    }

    /**
     * One round of a hash function.
     *
     * @param digest OpenSSL's name
     * @param before the password
     * @param after the password
     */
    public static Work digest(String digest, byte[] before, byte[] after) throws HostException {
        Digest function = Digest.named(digest);
        return password -> function.of(joined(joined(before, password), after));
    }

    private static void checkLength(int length) throws HostException {
        if (length < 1 || length > MOST_BYTES) {
            throw HostException.misuse("A hash has between 1 and " + MOST_BYTES + " bytes");
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
