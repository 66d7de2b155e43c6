package dev.lazymigration.legacy;

import java.util.Optional;
import java.util.regex.Pattern;

/** What people type for a user name, when it is a phone number. */
public final class PhoneNumber {

    /** A plus sign or not, then digits, with what people write between groups of them. */
    private static final Pattern SHAPE = Pattern.compile("\\+?[0-9(][0-9 ()./-]*[0-9]");

    /** Without an area code a number has seven digits in many countries. */
    private static final int FEWEST_DIGITS = 7;

    /** ITU-T E.164. */
    private static final int MOST_DIGITS = 15;

    private PhoneNumber() {}

    /** The trimmed text, not normalized, if it looks like a phone number. */
    public static Optional<String> in(String typed) {
        String text = typed.strip();
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= FEWEST_DIGITS
                        && digits <= MOST_DIGITS
                        && SHAPE.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }
}
