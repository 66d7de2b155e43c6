package dev.lazymigration.migration.notice;

import dev.lazymigration.migration.profile.Secrecy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A legacy profile that has to wait in Keycloak's database. A script may return a whole row, the password's hash
 * included, which has no business there.
 */
record ProfileOnHold(Map<String, Object> profile) {

    /** Stricter than {@link Secrecy}: there, the administrator hears of what is left out, and can bring it by a rule. */
    private static final Pattern SECRET = Pattern.compile(
            "passw|passphrase|passcode|(?:^|_)pass$|pwd|^pw$|^pin$|hash|salt|digest|secret|token|otp|mfa|credential"
                    + "|recovery|(?:private|api|access).?key",
            Pattern.CASE_INSENSITIVE);

    /** Everything except the fields, at any depth, that look like a secret by their name or their value. */
    Map<String, Object> withoutSecrets() {
        return fields(profile);
    }

    private static Map<String, Object> fields(Map<?, ?> fields) {
        Map<String, Object> kept = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (!SECRET.matcher(name.toString()).find() && !isHash(value)) {
                kept.put(name.toString(), value(value));
            }
        });
        return kept;
    }

    private static boolean isHash(Object value) {
        return value instanceof String text && Secrecy.isHash(text);
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields(fields);
        }
        return value instanceof List<?> list
                ? list.stream().map(ProfileOnHold::value).toList()
                : value;
    }
}
