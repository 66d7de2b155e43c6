package dev.lazymigration.hash;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hashes that say by how they begin how they were made. */
final class SelfDescribing {

    private static final int LARGEST_EXPONENT = 30;

    private static final Pattern PASSLIB_PBKDF2 =
            Pattern.compile("\\$pbkdf2(?:-(sha256|sha512))?\\$(\\d{1,9})\\$([A-Za-z0-9./]*)\\$([A-Za-z0-9./]+)");
    private static final Pattern PASSLIB_SCRYPT = Pattern.compile(
            "\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]*)\\$([A-Za-z0-9+/]+)");
    private static final Pattern JAVA_SCRYPT =
            Pattern.compile("\\$s0\\$([0-9a-f]{1,6})\\$([A-Za-z0-9+/]+=*)\\$([A-Za-z0-9+/]+=*)");
    private static final Pattern WERKZEUG_PBKDF2 =
            Pattern.compile("pbkdf2:([a-z0-9]+):(\\d{1,9})\\$([^$]*)\\$([0-9a-f]+)");
    private static final Pattern WERKZEUG_SCRYPT =
            Pattern.compile("scrypt:(\\d{1,9}):(\\d{1,9}):(\\d{1,9})\\$([^$]*)\\$([0-9a-f]+)");

    /** How the hashes of a kind begin, and who reads them; the longer of two beginnings first. */
    private static final Map<String, Reader> READERS = new LinkedHashMap<>();

    static {
        READERS.put("$wp$2", text -> BcryptHash.read(text.substring("$wp".length()), Preparation.WORDPRESS));
        READERS.put("$2", text -> BcryptHash.read(text, Preparation.NONE));
        READERS.put("$argon2", Argon2Hash::read);
        READERS.put("$pbkdf2", SelfDescribing::passlibPbkdf2);
        READERS.put("$scrypt$", SelfDescribing::passlibScrypt);
        READERS.put("$s0$", SelfDescribing::javaScrypt);
        READERS.put("$P$", text -> PhpassHash.read(text, Preparation.NONE));
        READERS.put("$H$", text -> PhpassHash.read(text, Preparation.NONE));
        READERS.put("$S$", text -> PhpassHash.read(text, Preparation.NONE));
        READERS.put("U$S$", text -> PhpassHash.read(text.substring(1), Preparation.MD5));
        READERS.put("$1$", CryptHash::read);
        READERS.put("$apr1$", CryptHash::read);
        READERS.put("$5$", CryptHash::read);
        READERS.put("$6$", CryptHash::read);
        READERS.put("{", LdapHash::read);
        READERS.put("pbkdf2:", SelfDescribing::werkzeugPbkdf2);
        READERS.put("scrypt:", SelfDescribing::werkzeugScrypt);
        DjangoHash.SCHEMES.forEach(scheme -> READERS.put(scheme + "$", DjangoHash::read));
    }

    private SelfDescribing() {}

    /** Reads a hash of one kind. */
    @FunctionalInterface
    private interface Reader {

        ForeignHash read(String text) throws UnreadableHashException;
    }

    static ForeignHash read(String hash) throws UnreadableHashException {
        String text = hash.strip();
        for (Map.Entry<String, Reader> reader : READERS.entrySet()) {
            if (text.startsWith(reader.getKey())) {
                return reader.getValue().read(text);
            }
        }
        throw new UnreadableHashException("The hash does not say how it was made: it takes a scheme");
    }

    private static ForeignHash passlibPbkdf2(String text) throws UnreadableHashException {
        Matcher form = matched(PASSLIB_PBKDF2, text, "PBKDF2 hash of passlib");
        return new Pbkdf2Hash(
                form.group(1) == null ? "sha1" : form.group(1),
                Integer.parseInt(form.group(2)),
                Bytes.base64(form.group(3), "salt"),
                Bytes.base64(form.group(4), "hash"));
    }

    private static ForeignHash passlibScrypt(String text) throws UnreadableHashException {
        Matcher form = matched(PASSLIB_SCRYPT, text, "scrypt hash of passlib");
        return new ScryptHash(
                power(Integer.parseInt(form.group(1))),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                Bytes.base64(form.group(4), "salt"),
                Bytes.base64(form.group(5), "hash"));
    }

    private static ForeignHash javaScrypt(String text) throws UnreadableHashException {
        Matcher form = matched(JAVA_SCRYPT, text, "scrypt hash of Java");
        int costs = Integer.parseInt(form.group(1), 16);
        return new ScryptHash(
                power(costs >>> 16),
                costs >> 8 & 0xff,
                costs & 0xff,
                Bytes.base64(form.group(2), "salt"),
                Bytes.base64(form.group(3), "hash"));
    }

    private static ForeignHash werkzeugPbkdf2(String text) throws UnreadableHashException {
        Matcher form = matched(WERKZEUG_PBKDF2, text, "PBKDF2 hash of Werkzeug");
        return new Pbkdf2Hash(
                form.group(1),
                Integer.parseInt(form.group(2)),
                form.group(3).getBytes(StandardCharsets.UTF_8),
                Bytes.hex(form.group(4), "hash"));
    }

    private static ForeignHash werkzeugScrypt(String text) throws UnreadableHashException {
        Matcher form = matched(WERKZEUG_SCRYPT, text, "scrypt hash of Werkzeug");
        return new ScryptHash(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                form.group(4).getBytes(StandardCharsets.UTF_8),
                Bytes.hex(form.group(5), "hash"));
    }

    private static Matcher matched(Pattern pattern, String text, String what) throws UnreadableHashException {
        Matcher form = pattern.matcher(text);
        if (!form.matches()) {
            throw new UnreadableHashException("Not a " + what);
        }
        return form;
    }

    /** Two to that power. */
    static int power(int exponent) throws UnreadableHashException {
        if (exponent < 0 || exponent > LARGEST_EXPONENT) {
            throw new UnreadableHashException("The cost of scrypt is over its limit");
        }
        return 1 << exponent;
    }
}
