package dev.lazymigration.legacy;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How many users a legacy system has in all.
 *
 * @param users how many; empty when nobody can say, or it could not be found out
 * @param problem why it could not be found out, for administrators, without secrets; empty when there is no problem
 */
public record LegacyTotal(OptionalLong users, String problem) {

    /** Of a legacy system that does not say. */
    public static final LegacyTotal UNTOLD = new LegacyTotal(OptionalLong.empty(), "");

    public LegacyTotal {
        Objects.requireNonNull(users, "users");
        if (users.isPresent() && !problem.isEmpty()) {
            throw new IllegalArgumentException("What is known is no problem");
        }
    }

    /**
     * How many users are left when some have come across; empty when nobody can say. Users who are gone from the legacy
     * system are among those who have come across.
     */
    public OptionalLong without(long migrated) {
        return users.isPresent() ? OptionalLong.of(Math.max(0, users.getAsLong() - migrated)) : OptionalLong.empty();
    }

    /** What an answer to the question for a page says of it. */
    public static LegacyTotal in(ListOutcome outcome) {
        return outcome.fold(
                listed -> new LegacyTotal(listed.page().total(), ""),
                unavailable -> unknown(unavailable.reason()),
                broken -> unknown(broken.reason()));
    }

    private static LegacyTotal unknown(String problem) {
        return new LegacyTotal(OptionalLong.empty(), problem);
    }
}
