package dev.lazymigration.migration.profile;

/**
 * Something of a legacy profile that did not come across, for the log and the administrator. Users choose some of what is
 * in a profile: control characters are replaced, and what is too long is cut.
 *
 * @param field where it is in the legacy profile, for example {@code roles} or {@code mfa_factors[1]}; never null
 * @param reason why, and what to do about it; names roles, groups and the like, never a value that may be secret
 */
public record NotApplied(String field, String reason) {

    private static final int LONGEST_FIELD = 255;
    private static final int LONGEST_REASON = 1000;

    public NotApplied {
        field = printable(field, LONGEST_FIELD);
        reason = printable(reason, LONGEST_REASON);
    }

    private static String printable(String text, int longest) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= longest ? printable : printable.substring(0, longest - 1) + "…";
    }

    /** For a log line. */
    @Override
    public String toString() {
        return field + ": " + reason;
    }
}
