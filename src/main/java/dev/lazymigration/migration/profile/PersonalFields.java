package dev.lazymigration.migration.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/**
 * Reads the fields of a user that are no attributes: a rule goes before the default. Not thread-safe.
 *
 * @param ruled what the rules have made of the profile
 * @param notApplied gets what is there and could not be taken
 */
record PersonalFields(LegacyFields profile, AttributeRules ruled, List<NotApplied> notApplied) {

    /** What Authing and others write into {@code status}; any other word there says nothing of whether he may log in. */
    private static final Map<String, Boolean> STATUS = Map.ofEntries(
            Map.entry("activated", true),
            Map.entry("active", true),
            Map.entry("enabled", true),
            Map.entry("suspended", false),
            Map.entry("resigned", false),
            Map.entry("archived", false),
            Map.entry("deactivated", false),
            Map.entry("inactive", false),
            Map.entry("disabled", false),
            Map.entry("blocked", false),
            Map.entry("locked", false),
            Map.entry("banned", false),
            Map.entry("deleted", false));

    /** A number that becomes the user name stays where it is: it is an attribute as well. */
    private static final List<String> PHONE = List.of("phone", "phone_number");

    private static final Set<String> NOT_BLOCKED = Set.of("false", "f", "no", "n", "0", "off");

    /** As the legacy system writes it. */
    Optional<String> email() {
        return text(UserModel.EMAIL, DefaultNames.EMAIL);
    }

    boolean emailVerified() {
        Optional<AttributeRules.Ruled> byRule = ruled.field(UserModel.EMAIL_VERIFIED);
        Optional<Boolean> byDefault = takeFlag(DefaultNames.EMAIL_VERIFIED.names());
        return byRule.map(field -> flag(field.field(), field.text()))
                .or(() -> byDefault)
                .orElse(false);
    }

    /**
     * @param email his address, for a realm where that is the user name
     * @param typedName the name under which he was looked for, or null
     */
    String username(Optional<String> email, boolean emailIsUsername, String typedName, String id) {
        Optional<String> own = text(UserModel.USERNAME, DefaultNames.USERNAME);
        if (emailIsUsername
                && email.isPresent()
                && own.filter(name -> !name.equalsIgnoreCase(email.get())).isPresent()) {
            notApplied.add(new NotApplied(
                    ruled.field(UserModel.USERNAME)
                            .map(AttributeRules.Ruled::field)
                            .orElse(UserModel.USERNAME),
                    "the e-mail address is the user name in this realm; keep this one as an attribute by a rule"));
        }
        Optional<String> first = emailIsUsername ? email : Optional.empty();
        return first.or(() -> own)
                .or(() -> email)
                .or(() -> PHONE.stream()
                        .flatMap(field -> profile.textAt(field).stream())
                        .findFirst())
                .or(() -> Optional.ofNullable(typedName))
                .orElse(id)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether he may log in: nothing in the profile may say no. */
    boolean enabled() {
        List<Boolean> answers = new ArrayList<>();
        ruled.field(UserModel.ENABLED)
                .ifPresent(
                        field -> answers.add(status(field.text()).orElseGet(() -> flag(field.field(), field.text()))));
        DefaultNames.ENABLED.names().forEach(field -> takeFlag(List.of(field)).ifPresent(answers::add));
        DefaultNames.DISABLED.names().forEach(field -> profile.take(field)
                .ifPresent(value -> answers.add(saysNo(value))));
        for (String field : DefaultNames.STATUS.names()) {
            Optional<Boolean> status = profile.textAt(field).flatMap(PersonalFields::status);
            status.ifPresent(known -> {
                profile.take(field);
                answers.add(known);
            });
        }
        return !answers.contains(false);
    }

    PersonName name() {
        Optional<String> first = text(UserModel.FIRST_NAME, DefaultNames.FIRST_NAME);
        Optional<String> last = text(UserModel.LAST_NAME, DefaultNames.LAST_NAME);
        if (first.isEmpty() && last.isEmpty()) {
            return profile.takeText(DefaultNames.FULL_NAME.names())
                    .map(PersonName::split)
                    .orElse(new PersonName(null, null));
        }
        PersonName name = new PersonName(first.orElse(null), last.orElse(null));
        for (String field : DefaultNames.FULL_NAME.names()) {
            profile.textAt(field).filter(name::saysAllOf).ifPresent(known -> profile.take(field));
        }
        return name;
    }

    /** What a rule has given, or else the default; the default's field is taken if it says the same. */
    private Optional<String> text(String field, DefaultNames names) {
        Optional<String> byRule = ruled.field(field).map(AttributeRules.Ruled::text);
        if (byRule.isEmpty()) {
            return profile.takeText(names.names());
        }
        names.names().stream()
                .filter(name -> profile.textAt(name).equals(byRule))
                .forEach(profile::take);
        return byRule;
    }

    /** The first of these that is there, as yes or no; others that say the same are taken too. */
    private Optional<Boolean> takeFlag(List<String> fields) {
        for (String first : fields) {
            Optional<Boolean> flag = profile.takeText(List.of(first)).map(text -> flag(first, text));
            if (flag.isPresent()) {
                fields.stream()
                        .filter(field ->
                                profile.textAt(field).flatMap(LegacyValue::flag).equals(flag))
                        .forEach(profile::take);
                return flag;
            }
        }
        return Optional.empty();
    }

    /** Anything but a plain no may be the reason why somebody was blocked, or since when. */
    private static boolean saysNo(Object blocked) {
        return LegacyValue.text(blocked)
                .filter(text -> NOT_BLOCKED.contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    private static Optional<Boolean> status(String text) {
        return Optional.ofNullable(STATUS.get(text.toLowerCase(Locale.ROOT)));
    }

    private boolean flag(String field, String text) {
        Optional<Boolean> flag = LegacyValue.flag(text);
        if (flag.isEmpty()) {
            notApplied.add(new NotApplied(field, "is neither yes nor no, and was taken for no"));
        }
        return flag.orElse(false);
    }

    /**
     * A person's name in Keycloak's two fields.
     *
     * @param first or null
     * @param last or null
     */
    record PersonName(String first, String last) {

        boolean isLongerThan(int length) {
            return first != null && first.length() > length || last != null && last.length() > length;
        }

        private boolean saysAllOf(String fullName) {
            String both = String.join(
                    " ", Stream.of(first, last).filter(Objects::nonNull).toList());
            return both.equalsIgnoreCase(fullName);
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
