package dev.lazymigration.migration.profile;

import java.util.Objects;

/**
 * Something of a legacy profile that did not come across, for the log and the administrator.
 *
 * @param field where it is in the legacy profile, for example {@code roles} or {@code mfa_factors[1]}; never null
 * @param reason why, and what to do about it; names roles, groups and the like, never a value that may be secret
 */
public record NotApplied(String field, String reason) {

    public NotApplied {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }

    /** For a log line. */
    @Override
    public String toString() {
        return field + ": " + reason;
    }
}
