package dev.lazymigration.migration.profile;

import java.util.Locale;
import java.util.Set;
import org.keycloak.models.UserModel;

/** Which names an attribute may have. */
public final class AttributeNames {

    /** Keycloak's column holds this many characters. */
    private static final int MAX_LENGTH = 255;

    private static final Set<String> FIELDS = Set.of(
            UserModel.USERNAME,
            UserModel.EMAIL,
            UserModel.EMAIL_VERIFIED,
            UserModel.FIRST_NAME,
            UserModel.LAST_NAME,
            UserModel.ENABLED);

    /**
     * What Keycloak writes itself and believes: that a user is from LDAP, that brute-force protection has switched him
     * off, that he is the temporary administrator. In lower case. Most are from the default read-only attributes of
     * {@code DeclarativeUserProfileProviderFactory}, which compares without regard to case.
     */
    private static final Set<String> KEPT = Set.of(
            UserModel.ID,
            "kerberos_principal",
            "ldap_id",
            "ldap_entry_dn",
            "created_timestamp",
            "createtimestamp",
            "modifytimestamp",
            "createdtimestamp",
            "enabled",
            "email_verified",
            "emailverified",
            "username",
            "email",
            "firstname",
            "lastname",
            "disabledreason",
            UserModel.IS_TEMP_ADMIN_ATTR_NAME);

    /**
     * What Keycloak reads as a fact about the user that an administrator may have a reason to bring along, by a rule: the
     * certificate he logs in with, who he is to a SAML application, that he has agreed to the terms.
     */
    private static final Set<String> BY_RULE = Set.of("usercertificate", UserModel.DID, "terms_and_conditions");

    private static final String SAML_NAME_ID = "saml.persistent.name.id.for.";

    private AttributeNames() {}

    /** Whether Keycloak can store it. */
    static boolean isStorable(String name) {
        return !name.isBlank() && name.length() <= MAX_LENGTH && name.chars().noneMatch(Character::isISOControl);
    }

    /** Whether it is a field of a user, such as {@code email}, that a rule may set from a legacy field. */
    public static boolean isField(String name) {
        return FIELDS.contains(name);
    }

    /** Whether a rule may make an attribute of this name from a legacy field. */
    public static boolean mayBeSetByRule(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return isStorable(name)
                && !KEPT.contains(lowerCase)
                && !lowerCase.startsWith("kc.")
                && !lowerCase.startsWith("keycloak.");
    }

    /** Whether an attribute may have this name without anybody having decided so. */
    public static boolean mayBeSetByItself(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return mayBeSetByRule(name) && !BY_RULE.contains(lowerCase) && !lowerCase.startsWith(SAML_NAME_ID);
    }
}
