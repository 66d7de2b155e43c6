package dev.lazymigration.migration.profile;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a field looks as if it held a secret: such a field never becomes an attribute by itself. */
public enum Secrecy {
    /** It does not. */
    NONE,
    /** A column of a password, its hash or its salt, by its name. Every user has one; it is left out without a word. */
    PASSWORD,
    /** Any other secret, or a hash under a name that says nothing of one. */
    SECRET;

    private static final Set<String> PASSWORD_WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "passwort",
            "pwd",
            "passphrase",
            "hash",
            "hashed",
            "salt",
            "bcrypt",
            "scrypt",
            "argon2");

    private static final Set<String> SECRET_WORDS = Set.of(
            "secret",
            "secrets",
            "token",
            "tokens",
            "credential",
            "credentials",
            "apikey",
            "pin",
            "otp",
            "totp",
            "cookie",
            "jwt");

    /** Words that are written as one: {@code userpassword}, {@code accesstoken}. */
    private static final List<String> PASSWORD_PARTS = List.of("password", "passwd");

    private static final List<String> SECRET_ENDINGS = List.of("secret", "token", "apikey");

    private static final List<List<String>> SECRET_PAIRS = List.of(
            List.of("api", "key"), List.of("private", "key"), List.of("secret", "key"), List.of("security", "answer"));

    /** Between the words of {@code passwordHash}, {@code password_hash} and {@code PasswordHASH}. */
    private static final Pattern WORD_BORDER = Pattern.compile(
            "[^\\p{Alnum}]+|(?<=[\\p{Lower}\\d])(?=\\p{Upper})|(?<=\\p{Upper})(?=\\p{Upper}\\p{Lower})");

    private static final List<Pattern> SECRET_VALUES = List.of(
            // crypt(3) and its kind: $2b$10$…, $6$…, $argon2id$…, $P$…
            Pattern.compile("\\$[A-Za-z0-9-]{1,32}\\$.{8,}", Pattern.DOTALL),
            // LDAP and Spring: {SSHA}…, {bcrypt}…
            Pattern.compile(
                    "\\{(s?sha\\d*|s?md5|crypt|bcrypt|scrypt|pbkdf2[^}]*|argon2[^}]*)}.+",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
            // Django: pbkdf2_sha256$…; Werkzeug: pbkdf2:sha256:1000$…, scrypt:32768:8:1$…
            Pattern.compile("(pbkdf2|bcrypt|scrypt|argon2|sha1|md5)(_\\w+)?(:[\\w:]+)?\\$.+", Pattern.DOTALL),
            // A JSON Web Token.
            Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*"),
            Pattern.compile(".*-----BEGIN [A-Z ]*PRIVATE KEY-----.*", Pattern.DOTALL));

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ][\\d:.]+(Z|[+-][\\d:]+)?)?");

    /** @param name of the field, without those of the objects around it */
    public static Secrecy of(String name, Object value) {
        Secrecy byName = saysNothing(value) ? NONE : ofName(name);
        return byName == NONE && holdsSecrets(value) ? SECRET : byName;
    }

    /** Whether a text is what remains of a password, and not the thing itself. */
    public static boolean isHash(String text) {
        return SECRET_VALUES.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /** {@code has_password: true} and {@code last_password_reset: "2020-01-01T00:00:00Z"} are no secrets. */
    private static boolean saysNothing(Object value) {
        return value instanceof Boolean
                || value instanceof String text && DATE.matcher(text).matches();
    }

    private static Secrecy ofName(String name) {
        List<String> words = WORD_BORDER
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        String joined = String.join("", words);
        if (words.stream().anyMatch(PASSWORD_WORDS::contains)
                || PASSWORD_PARTS.stream().anyMatch(joined::contains)) {
            return PASSWORD;
        }
        boolean secret = words.stream()
                        .anyMatch(word -> SECRET_WORDS.contains(word)
                                || SECRET_ENDINGS.stream().anyMatch(word::endsWith))
                || SECRET_PAIRS.stream().anyMatch(pair -> Collections.indexOfSubList(words, pair) >= 0);
        return secret ? SECRET : NONE;
    }

    /** The members of an object are looked at one by one by whoever takes it apart; those in a list are not. */
    private static boolean holdsSecrets(Object value) {
        return value instanceof String text ? isHash(text) : value instanceof List<?> list && anyIsSecret(list);
    }

    private static boolean anyIsSecret(List<?> list) {
        for (Object element : list) {
            if (element instanceof Map<?, ?> object ? anyIsSecret(object) : holdsSecrets(element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyIsSecret(Map<?, ?> object) {
        for (Map.Entry<?, ?> member : object.entrySet()) {
            Object value = member.getValue();
            if (of(member.getKey().toString(), value) != NONE
                    || value instanceof Map<?, ?> inner && anyIsSecret(inner)) {
                return true;
            }
        }
        return false;
    }
}
