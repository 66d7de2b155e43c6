package dev.lazymigration.script.module;

import dev.lazymigration.script.HostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;

/**
 * The beginning of a hash of crypt(3): scheme, rounds and salt.
 *
 * @param scheme {@code $1$}, {@code $apr1$}, {@code $5$}, {@code $6$}, or nothing for the traditional one
 * @param rounds of {@code $5$} and {@code $6$}
 * @param text with what follows, which is the hash itself or nothing
 */
record CryptSetting(String scheme, long rounds, String text) {

    /** A second or two, and it can not be stopped; passlib's default for {@code $6$} is a third of it. */
    static final int MOST_WORK = 2_000_000;

    private static final int DEFAULT_ROUNDS = 5000;
    private static final int LEAST_ROUNDS = 1000;

    /** Each round hashes the password once or twice, and a block of SHA-256 has this many bytes. */
    private static final int BLOCK = 64;

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\$(?:1|apr1|5|6)\\$)(?:rounds=(\\d{1,9})\\$)?" + "[./A-Za-z0-9]+(?:\\$.*)?|[./A-Za-z0-9]{2}.*)");

    static CryptSetting of(String text) throws HostException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw HostException.misuse("Invalid salt for crypt");
        }
        String scheme = form.group(1) == null ? "" : form.group(1);
        long rounds = form.group(2) == null ? DEFAULT_ROUNDS : Long.parseLong(form.group(2));
        return new CryptSetting(scheme, Math.max(LEAST_ROUNDS, rounds), text);
    }

    /**
     * Whether the rounds are within the limit.
     *
     * @param passwordLength in bytes
     */
    void check(int passwordLength) throws HostException {
        if (rounds * (1 + passwordLength / BLOCK) > MOST_WORK) {
            throw HostException.broken("crypt is limited to " + MOST_WORK + " rounds for a password of up to "
                    + (BLOCK - 1) + " bytes, and fewer for longer ones");
        }
    }

    String hash(byte[] password) throws HostException {
        check(password.length);
        // The library overwrites the password that it is given.
        byte[] own = password.clone();
        return switch (scheme) {
            case "$1$" -> Md5Crypt.md5Crypt(own, text);
            case "$apr1$" -> Md5Crypt.apr1Crypt(own, text);
            case "$5$" -> Sha2Crypt.sha256Crypt(own, text);
            case "$6$" -> Sha2Crypt.sha512Crypt(own, text);
            default -> UnixCrypt.crypt(own, text);
        };
    }
}
