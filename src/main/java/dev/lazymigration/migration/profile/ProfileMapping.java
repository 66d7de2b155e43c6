package dev.lazymigration.migration.profile;

import dev.lazymigration.ledger.MigrationLedger;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.migration.profile.MappingRules.UnmappedFields;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.services.validation.Validation;

/**
 * Reads a legacy profile in Keycloak's terms: first what the rules of the configuration name, then what the {@linkplain
 * DefaultNames default} knows, then the rest, so that every field is somewhere in the end, or is reported.
 *
 * @param rules what the administrator has decided
 * @param emailIsUsername the realm's setting "email as username"
 */
public record ProfileMapping(MappingRules rules, boolean emailIsUsername) {

    /** Keycloak's user name and e-mail columns hold this many characters. */
    private static final int MAX_LENGTH = 255;

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
        List<NotApplied> notApplied = new ArrayList<>();
        LegacyFields profile = LegacyFields.of(user.profile());
        Attributes attributes = new Attributes(notApplied);
        AttributeRules ruled = AttributeRules.apply(rules.attributes(), profile, attributes, notApplied);
        PersonalFields fields = new PersonalFields(profile, ruled, notApplied);
        Optional<String> email = fields.email();
        if (email.isPresent()
                && !(Validation.isEmailValid(email.get()) && email.get().length() <= MAX_LENGTH)) {
            return new MappedProfile.Unusable(
                    "its e-mail address is not valid; correct it in the legacy database, or let the script leave it out");
        }
        if (email.isPresent() && hasLookAlike(email.get())) {
            return new MappedProfile.Unusable("its e-mail address has a letter that only looks like another one;"
                    + " correct it in the legacy database, or let the script leave it out");
        }
        String username = fields.username(email.map(ProfileMapping::lowerCase), emailIsUsername, typedName, user.id());
        if (username.length() > MAX_LENGTH) {
            return new MappedProfile.Unusable("its user name is longer than %d characters".formatted(MAX_LENGTH));
        }
        if (username.startsWith(ServiceAccountConstants.SERVICE_ACCOUNT_USER_PREFIX)) {
            return new MappedProfile.Unusable("its user name is one that Keycloak keeps for service accounts");
        }
        PersonalFields.PersonName name = fields.name();
        if (name.isLongerThan(MAX_LENGTH)) {
            return new MappedProfile.Unusable(
                    "its first or last name is longer than %d characters".formatted(MAX_LENGTH));
        }
        boolean verified = fields.emailVerified();
        boolean enabled = fields.enabled();
        Belongings belongings = new BelongingsReader(profile, rules, notApplied).take(user.id());
        takeKnown(profile, attributes);
        takeWhatKeycloakKnowsOtherwise(profile, user.id());
        takeRest(profile, attributes);
        rules.constants().forEach((attribute, value) -> attributes.put(attribute, List.of(value)));
        return new MappedProfile.Usable(
                username,
                email.map(ProfileMapping::lowerCase).orElse(null),
                email.isPresent() && verified,
                name.first(),
                name.last(),
                enabled,
                attributes.values(),
                belongings,
                notApplied);
    }

    private static String lowerCase(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it would become somebody else's address in lower case, as Keycloak stores it: the Kelvin sign, U+212A,
     * becomes a plain k.
     */
    private static boolean hasLookAlike(String email) {
        return email.chars().anyMatch(letter -> letter > 127 && Character.toLowerCase(letter) <= 127);
    }

    /** The question that finds this user again, by what his profile says. */
    public static LegacyQuery queryFor(LegacyUser user) {
        LegacyFields profile = LegacyFields.of(user.profile());
        return new LegacyQuery(
                user.id(),
                profile.textAt("email").orElse(null),
                profile.textAt("username").orElse(null),
                profile.textAt("phone").orElse(null));
    }

    private static void takeKnown(LegacyFields profile, Attributes attributes) {
        DefaultNames.ATTRIBUTES.forEach((attribute, names) -> {
            if (!attributes.has(attribute)) {
                attributes.put(attribute, converted(attribute, profile.takeTexts(names)));
            }
        });
    }

    private static List<String> converted(String attribute, List<String> texts) {
        return switch (attribute) {
            case DefaultNames.BIRTHDATE ->
                texts.stream().map(ProfileMapping::date).toList();
            case DefaultNames.UPDATED_AT ->
                texts.stream().map(ProfileMapping::seconds).toList();
            default -> texts;
        };
    }

    /**
     * A database driver gives a date as midnight in the server's time zone, which became a moment in UTC on its way here.
     */
    private static String date(String text) {
        return moment(text)
                .map(moment ->
                        moment.atZone(ZoneId.systemDefault()).toLocalDate().toString())
                .orElse(text);
    }

    private static String seconds(String text) {
        return moment(text)
                .map(moment -> String.valueOf(moment.getEpochSecond()))
                .orElse(text);
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    /** His id is in the ledger, and whether he has to choose a new password is an outcome of the login script. */
    private static void takeWhatKeycloakKnowsOtherwise(LegacyFields profile, String id) {
        for (String field : DefaultNames.ID.names()) {
            profile.textAt(field)
                    .or(() -> profile.textAt(field + ".$oid"))
                    .filter(text -> text.equals(id))
                    .ifPresent(same -> profile.take(field));
        }
        DefaultNames.MUST_CHANGE_PASSWORD.names().forEach(profile::take);
    }

    private void takeRest(LegacyFields profile, Attributes attributes) {
        for (Map.Entry<String, Object> field : profile.left().entrySet()) {
            if (rules.unmappedFields() == UnmappedFields.ATTRIBUTE) {
                attributes.addUnmapped(field.getKey(), field.getValue());
            } else {
                attributes.reportUnmapped(field.getKey(), field.getValue());
            }
        }
    }
}
