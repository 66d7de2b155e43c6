package dev.lazymigration.legacy;

/** How a look-up ended. */
public sealed interface LookupOutcome {

    /** The legacy system knows this user. */
    record Found(LegacyUser user) implements LookupOutcome {}

    /** The legacy system answered, and knows nobody of that name. */
    record NotFound() implements LookupOutcome {}

    /**
     * It could not be found out: nobody may conclude that the user does not exist.
     *
     * @param reason for the log, never for an end user
     */
    record Unavailable(String reason) implements LookupOutcome {}

    /**
     * The script is wrong, so it could not be found out.
     *
     * @param reason for the log, never for an end user
     */
    record Broken(String reason) implements LookupOutcome {}
}
