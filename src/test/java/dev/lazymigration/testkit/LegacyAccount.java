package dev.lazymigration.testkit;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user of the legacy database before he is in it.
 *
 * @param password what he types, in plain text
 * @param columns the row in {@code users}, without the id, which the database gives; never changed
 */
public record LegacyAccount(String password, Map<String, Object> columns) {

    /** Cheap on purpose: the tests verify many. */
    private static final int COST = 4;

    public LegacyAccount {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * A user with a full profile: for {@code ada} the user name {@code ada}, the e-mail {@code ada@example.org} and the
     * password {@code ada's legacy password}.
     */
    public static LegacyAccount named(String username) {
        String given = Character.toUpperCase(username.charAt(0)) + username.substring(1);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("email", username + "@example.org");
        columns.put("phone", null);
        columns.put("username", username);
        columns.put("name", given + " Example");
        columns.put("given_name", given);
        columns.put("family_name", "Example");
        columns.put("nickname", given);
        columns.put("photo", "https://example.org/photos/" + username + ".png");
        columns.put("email_verified", true);
        columns.put("gender", "F");
        columns.put("birthdate", Date.valueOf("1990-12-10"));
        columns.put("zoneinfo", "Europe/London");
        columns.put("locale", "en");
        columns.put("website", "https://example.org/~" + username);
        return new LegacyAccount("", columns).withPassword(username + "'s legacy password");
    }

    public LegacyAccount withEmail(String email) {
        return with("email", email);
    }

    public LegacyAccount withPhone(String phone) {
        return with("phone", phone);
    }

    /** The same user with the password, stored as bcrypt {@code $2a$}. */
    public LegacyAccount withPassword(String newPassword) {
        return new LegacyAccount(newPassword, columns).with("password", hash(BCrypt.Version.VERSION_2A, newPassword));
    }

    /** The same user with the password stored as bcrypt {@code $2b$}, as Node's bcrypt writes it. */
    public LegacyAccount withPassword2b(String newPassword) {
        return new LegacyAccount(newPassword, columns).with("password", hash(BCrypt.Version.VERSION_2B, newPassword));
    }

    /** The same user with the password, and in the column for it any text: another hash, an old one, a broken one. */
    public LegacyAccount withStoredPassword(String newPassword, String stored) {
        return new LegacyAccount(newPassword, columns).with("password", stored);
    }

    /** The same user with another value in a column; null is one too. */
    public LegacyAccount with(String column, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(columns);
        changed.put(column, value);
        return new LegacyAccount(password, changed);
    }

    /** The same user with further fields, which {@link RealmConfig.WithDetails} reads: a JSON object. */
    public LegacyAccount withDetails(String json) {
        return with("details", json);
    }

    public String username() {
        return (String) columns.get("username");
    }

    public String email() {
        return (String) columns.get("email");
    }

    private static String hash(BCrypt.Version version, String password) {
        byte[] hash = BCrypt.with(version).hash(COST, password.getBytes(StandardCharsets.UTF_8));
        return new String(hash, StandardCharsets.UTF_8);
    }
}
