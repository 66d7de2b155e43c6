package dev.lazymigration.script.module;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.Radix64Encoder;
import dev.lazymigration.script.HostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first 29 characters of a bcrypt hash: version, cost and salt.
 *
 * <p>{@code $2a$}, {@code $2b$} and PHP's {@code $2y$} name the same algorithm. {@code $2x$} marks hashes of a broken
 * crypt_blowfish and matches nothing, as in Node.
 */
record BcryptSalt(String minor, int cost, String salt) {

    static final int LENGTH = 29;
    static final int HASH_LENGTH = 31;
    static final Charset ASCII = StandardCharsets.US_ASCII;

    /** One more doubles the time; this one takes two seconds, and the computation can not be interrupted. */
    private static final int MAX_COST = 15;

    private static final Pattern FORM = Pattern.compile("\\$2([aby])\\$(\\d\\d)\\$([./A-Za-z0-9]{22})[./A-Za-z0-9]*");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Radix64Encoder RADIX_64 = new Radix64Encoder.Default();

    /** What bcrypt looks at; node's bcrypt too ignores the rest of a longer password. */
    private static final int MAX_PASSWORD_BYTES = 72;

    /** The salt at the beginning of a hash, if there is one. */
    static Optional<BcryptSalt> of(String hash) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(form.group(2));
        return cost < BCrypt.MIN_COST || cost > BCrypt.MAX_COST
                ? Optional.empty()
                : Optional.of(new BcryptSalt(form.group(1), cost, form.group(3)));
    }

    static BcryptSalt random(int cost, String minor) throws HostException {
        if (!minor.equals("a") && !minor.equals("b")) {
            throw HostException.misuse("minor must be either \"a\" or \"b\"");
        }
        byte[] bytes = new byte[BCrypt.SALT_LENGTH];
        RANDOM.nextBytes(bytes);
        return new BcryptSalt(minor, cost, new String(RADIX_64.encode(bytes), ASCII));
    }

    /** Whether the cost is within the limit. */
    void check() throws HostException {
        if (cost > MAX_COST) {
            throw HostException.broken("A bcrypt cost of " + cost + " is over the limit of " + MAX_COST);
        }
    }

    /** The characters that follow the salt in the hash of this password. A NUL does not end a password. */
    byte[] hash(byte[] password) throws HostException {
        check();
        byte[] significant = Arrays.copyOf(password, Math.min(password.length, MAX_PASSWORD_BYTES));
        byte[] hash = BCrypt.with(BCrypt.Version.VERSION_2A, LongPasswordStrategies.none())
                .hash(cost, RADIX_64.decode(salt.getBytes(ASCII)), significant);
        return Arrays.copyOfRange(hash, LENGTH, hash.length);
    }

    @Override
    public String toString() {
        return String.format("$2%s$%02d$%s", minor, cost, salt);
    }
}
