package dev.lazymigration.script;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the legacy system's id in a profile. */
final class ProfileIds {

    /** Where it may be, best first in Authing's convention. */
    static final List<String> FIELDS = List.of("id", "user_id");

    private ProfileIds() {}

    /**
     * The id as text: numbers without a fraction that they do not have, MongoDB's ids as their digits.
     *
     * @param fields where it may be, best first
     */
    static Optional<String> of(Map<?, ?> profile, List<String> fields) {
        return fields.stream()
                .map(profile::get)
                .map(ProfileIds::text)
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    private static String text(Object id) {
        if (id instanceof String string) {
            return string;
        }
        if (id instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        if (id instanceof Map<?, ?> object && object.get("$oid") instanceof String digits) {
            return digits;
        }
        return "";
    }
}
