package dev.lazymigration.legacy;

/** How the proof of a password ended. */
public sealed interface LoginOutcome {

    /** The password is right. */
    record Authenticated(LegacyUser user) implements LoginOutcome {}

    /** The password is right, and the legacy system wants a new one. */
    record PasswordExpired(LegacyUser user) implements LoginOutcome {}

    /**
     * The password is wrong, or the script says no for a reason of its own.
     *
     * @param reason for the log, never for an end user; empty when the script gave none
     */
    record Refused(String reason) implements LoginOutcome {}

    /**
     * The legacy system has locked this account.
     *
     * @param reason for the log, never for an end user
     */
    record Locked(String reason) implements LoginOutcome {}

    /**
     * It could not be found out whether the password is right.
     *
     * @param reason for the log, never for an end user
     */
    record Unavailable(String reason) implements LoginOutcome {}

    /**
     * The script is wrong, so it could not be found out whether the password is right.
     *
     * @param reason for the log, never for an end user
     */
    record Broken(String reason) implements LoginOutcome {}
}
