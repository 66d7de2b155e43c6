package dev.lazymigration.migration.profile;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.services.validation.Validation;

/**
 * Reads a legacy profile in Keycloak's terms. Understands the field names of Authing/GenAuth, of OpenID Connect and of
 * plain database columns; what it does not know it leaves alone, a password hash for example.
 *
 * @param rules what the administrator has decided
 * @param emailIsUsername the realm's setting "email as username"
 */
public record ProfileMapping(MappingRules rules, boolean emailIsUsername) {

    /** Keycloak's user name and e-mail columns hold this many characters. */
    private static final int MAX_LENGTH = 255;

    /**
     * Attribute name, as in the mappers of Keycloak's built-in client scopes {@code profile} and {@code phone}, to the
     * legacy names for it.
     */
    private static final Map<String, List<String>> ATTRIBUTES = attributes();

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
        names.put("zoneinfo", List.of("zoneinfo"));
        names.put("locale", List.of("locale"));
        return names;
    }

    /** Attribute name, as in Keycloak's {@code address} mapper, to the member of the OpenID Connect address claim. */
    private static final Map<String, String> ADDRESS = Map.of(
            "street", "street_address",
            "locality", "locality",
            "region", "region",
            "postal_code", "postal_code",
            "country", "country",
            "formatted", "formatted");

    /**
     * @param user as the script returned him
     * @param typedName the name under which he was looked for; used when the profile holds no name of any kind, or null
     */
    public MappedProfile of(LegacyUser user, String typedName) {
        if (user.id().length() > MigrationLedger.MAX_LEGACY_ID_LENGTH) {
            return new MappedProfile.Unusable("its id is longer than %d characters; let the script return a shorter one"
                    .formatted(MigrationLedger.MAX_LEGACY_ID_LENGTH));
        }
        if (user.id().indexOf('\0') >= 0) {
            return new MappedProfile.Unusable("its id holds a NUL, which databases cannot store");
        }
        ProfileFields fields = new ProfileFields(user.profile());
        Optional<String> email = fields.text("email").map(text -> text.toLowerCase(Locale.ROOT));
        if (email.isPresent()
                && !(Validation.isEmailValid(email.get()) && email.get().length() <= MAX_LENGTH)) {
            return new MappedProfile.Unusable(
                    "its e-mail address is not valid; correct it in the legacy database, or let the script leave it out");
        }
        String username = username(fields, email, typedName, user.id(), emailIsUsername);
        if (username.length() > MAX_LENGTH) {
            return new MappedProfile.Unusable("its user name is longer than %d characters".formatted(MAX_LENGTH));
        }
        if (username.startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX)) {
            return new MappedProfile.Unusable("its user name is one that Keycloak keeps for service accounts");
        }
        PersonName name = PersonName.of(fields);
        if (name.isLongerThan(MAX_LENGTH)) {
            return new MappedProfile.Unusable(
                    "its first or last name is longer than %d characters".formatted(MAX_LENGTH));
        }
        return new MappedProfile.Usable(
                username,
                email.orElse(null),
                email.isPresent()
                        && fields.flag("email_verified", "emailVerified", "verified")
                                .orElse(false),
                name.first(),
                name.last(),
                fields.flag("enabled").orElse(true) && !fields.flag("blocked").orElse(false),
                attributes(fields),
                Belongings.NONE,
                List.of());
    }

    /** The question that finds this user again, by what his profile says. */
    public static LegacyQuery queryFor(LegacyUser user) {
        ProfileFields fields = new ProfileFields(user.profile());
        return new LegacyQuery(
                user.id(),
                fields.text("email").orElse(null),
                fields.text("username").orElse(null),
                fields.text("phone").orElse(null));
    }

    private static String username(
            ProfileFields fields, Optional<String> email, String typedName, String id, boolean emailIsUsername) {
        Optional<String> chosen = emailIsUsername ? email : Optional.empty();
        return chosen.or(() -> fields.text("username", "preferred_username"))
                .or(() -> email)
                .or(() -> fields.text("phone", "phone_number"))
                .or(() -> Optional.ofNullable(typedName))
                .orElse(id)
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> attributes(ProfileFields fields) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        ATTRIBUTES.forEach((attribute, names) ->
                putUnlessEmpty(attributes, attribute, fields.texts(names.toArray(String[]::new))));
        putUnlessEmpty(attributes, "birthdate", fields.dates("birthdate", "birthday"));
        ProfileFields address = fields.object("address");
        putUnlessEmpty(attributes, "formatted", fields.texts("address"));
        ADDRESS.forEach((attribute, member) -> putUnlessEmpty(attributes, attribute, address.texts(member)));
        return attributes;
    }

    private static void putUnlessEmpty(Map<String, List<String>> attributes, String name, List<String> values) {
        if (!values.isEmpty()) {
            attributes.put(name, values);
        }
    }

    /** A person's name in Keycloak's two fields. */
    private record PersonName(String first, String last) {

        boolean isLongerThan(int length) {
            return first != null && first.length() > length || last != null && last.length() > length;
        }

        static PersonName of(ProfileFields fields) {
            Optional<String> first = fields.text("given_name", "givenName", "firstName", "first_name");
            Optional<String> last = fields.text("family_name", "familyName", "lastName", "last_name");
            if (first.isEmpty() && last.isEmpty()) {
                return fields.text("name").map(PersonName::split).orElse(new PersonName(null, null));
            }
            return new PersonName(first.orElse(null), last.orElse(null));
        }

        /** "Ada King Lovelace" is Ada King, Lovelace; a name of one word is a first name. */
        private static PersonName split(String name) {
            int lastSpace = name.lastIndexOf(' ');
            return lastSpace < 0
                    ? new PersonName(name, null)
                    : new PersonName(name.substring(0, lastSpace).strip(), name.substring(lastSpace + 1));
        }
    }
}
