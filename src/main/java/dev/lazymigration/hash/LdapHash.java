package dev.lazymigration.hash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of {@code userPassword} in directories (RFC 2307): a scheme in braces, and hash and salt behind it. */
final class LdapHash {

    private static final Pattern FORM = Pattern.compile("\\{([A-Za-z0-9]+)\\}(.+)");

    private static final Map<String, String> DIGESTS = Map.of(
            "MD5", "md5",
            "SMD5", "md5",
            "SHA", "sha1",
            "SSHA", "sha1",
            "SHA256", "sha256",
            "SSHA256", "sha256",
            "SHA384", "sha384",
            "SSHA384", "sha384",
            "SHA512", "sha512",
            "SSHA512", "sha512");

    private LdapHash() {}

    static ForeignHash read(String text) throws UnreadableHashException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadableHashException("Not a password of a directory");
        }
        String scheme = form.group(1).toUpperCase(Locale.ROOT);
        String value = form.group(2);
        if (scheme.equals("CRYPT")) {
            return value.startsWith("$2") ? BcryptHash.read(value, Preparation.NONE) : CryptHash.read(value);
        }
        if (!DIGESTS.containsKey(scheme)) {
            throw new UnreadableHashException("The scheme of the directory's password is unknown");
        }
        String digest = DIGESTS.get(scheme);
        byte[] bytes = Bytes.base64(value, "hash");
        int length = Math.min(DigestHash.lengthOf(digest), bytes.length);
        return DigestHash.checked(
                digest,
                DigestHash.AFTER,
                Arrays.copyOfRange(bytes, length, bytes.length),
                Arrays.copyOf(bytes, length));
    }
}
