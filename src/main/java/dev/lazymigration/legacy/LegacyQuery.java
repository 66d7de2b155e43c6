package dev.lazymigration.legacy;

/**
 * What is known of a user when the legacy system is asked: at least one of the four.
 *
 * @param id the legacy system's own id, or null
 * @param email the e-mail address as it was typed or found, or null
 * @param username the user name as it was typed or found, or null
 * @param phone the phone number, or null
 */
public record LegacyQuery(String id, String email, String username, String phone) {

    public LegacyQuery {
        id = blankToNull(id);
        email = blankToNull(email);
        username = blankToNull(username);
        phone = blankToNull(phone);
        if (id == null && email == null && username == null && phone == null) {
            throw new IllegalArgumentException("A legacy query needs an id, an e-mail, a user name or a phone number");
        }
    }

    public static LegacyQuery byId(String id) {
        return new LegacyQuery(id, null, null, null);
    }

    public static LegacyQuery byEmail(String email) {
        return new LegacyQuery(null, email, null, null);
    }

    public static LegacyQuery byUsername(String username) {
        return new LegacyQuery(null, null, username, null);
    }

    /** Whether it holds anything that people know a user by, which an id is not. */
    public boolean hasName() {
        return email != null || username != null || phone != null;
    }

    /** The same question, now that the legacy id is known too. */
    public LegacyQuery withId(String knownId) {
        return new LegacyQuery(knownId, email, username, phone);
    }

    private static String blankToNull(String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
