package dev.lazymigration.migration.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What something is called in legacy profiles, best first: those of Authing/GenAuth and Auth0, of OpenID Connect, and plain
 * database columns. Whoever changes this changes {@code docs/profile-mapping.md}; a test compares the two.
 *
 * <p>Nothing is read from {@code user_metadata}, which users of Auth0 may edit themselves.
 */
enum DefaultNames {
    ID("id", "user_id", "_id"),
    USERNAME("username", "preferred_username"),
    EMAIL("email"),
    EMAIL_VERIFIED("email_verified", "emailVerified", "verified"),
    PHONE("phone", "phone_number"),
    FIRST_NAME("given_name", "givenName", "firstName", "first_name"),
    LAST_NAME("family_name", "familyName", "lastName", "last_name"),
    FULL_NAME("name"),
    ENABLED("enabled", "active", "is_active", "isActive"),
    DISABLED("blocked", "is_blocked", "isBlocked", "disabled", "locked", "suspended"),
    STATUS("status"),
    MUST_CHANGE_PASSWORD("mustChangePassword"),
    ROLES("roles", "role", "realmRoles", "app_metadata.roles", "app_metadata.authorization.roles"),
    CLIENT_ROLES("clientRoles"),
    GROUPS("groups", "group", "app_metadata.authorization.groups"),
    ORGANIZATIONS("organizations", "organization"),
    REQUIRED_ACTIONS("requiredActions", "required_actions"),
    TOTP("totp", "otp"),
    SECOND_FACTORS("mfa_factors"),
    SECOND_FACTORS_WITHOUT_SECRETS("multifactor"),
    RECOVERY_CODES("recoveryCodes", "recovery_codes", "backupCodes", "backup_codes"),
    CREDENTIALS("credentials"),
    IDENTITIES("identities", "federatedIdentities");

    /**
     * Attribute, as in the mappers of Keycloak's built-in client scopes {@code profile}, {@code phone} and
     * {@code address}, to the names for it.
     */
    static final Map<String, List<String>> ATTRIBUTES = attributes();

    /** The one of {@link #ATTRIBUTES} that is a date. */
    static final String BIRTHDATE = "birthdate";

    /** The one of {@link #ATTRIBUTES} that Keycloak's mapper reads as seconds since 1970. */
    static final String UPDATED_AT = "updatedAt";

    private final List<String> names;

    DefaultNames(String... names) {
        this.names = List.of(names);
    }

    List<String> names() {
        return names;
    }

    private static Map<String, List<String>> attributes() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put("phoneNumber", List.of("phone_number", "phoneNumber", "phone"));
        names.put(
                "phoneNumberVerified",
                List.of("phone_number_verified", "phoneNumberVerified", "phone_verified", "phoneVerified"));
        names.put("picture", List.of("picture", "photo", "avatar"));
        names.put("nickname", List.of("nickname"));
        names.put("middleName", List.of("middle_name", "middleName"));
        names.put("profile", List.of("profile"));
        names.put("website", List.of("website"));
        names.put("gender", List.of("gender"));
        names.put(BIRTHDATE, List.of("birthdate", "birthday"));
        names.put("zoneinfo", List.of("zoneinfo"));
        names.put("locale", List.of("locale"));
        names.put(UPDATED_AT, List.of("updated_at", "updatedAt"));
        names.put(
                "street",
                List.of("address.street_address", "address.streetAddress", "streetAddress", "street_address"));
        names.put("locality", List.of("address.locality", "locality"));
        names.put("region", List.of("address.region", "region"));
        names.put("postal_code", List.of("address.postal_code", "address.postalCode", "postalCode", "postal_code"));
        names.put("country", List.of("address.country", "country"));
        names.put("formatted", List.of("address.formatted", "address", "formatted"));
        return Collections.unmodifiableMap(names);
    }
}
