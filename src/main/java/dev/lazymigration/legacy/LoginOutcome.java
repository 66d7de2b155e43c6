package dev.lazymigration.legacy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the proof of a password ended. */
public sealed interface LoginOutcome {

    /** Goes on in the one way that fits; a new outcome does not compile until every caller has an answer to it. */
    <R> R fold(
            Function<Authenticated, R> authenticated,
            Function<PasswordExpired, R> passwordExpired,
            Function<Refused, R> refused,
            Function<Locked, R> locked,
            Function<Unavailable, R> unavailable,
            Function<Broken, R> broken);

    /** The password is right. */
    record Authenticated(LegacyUser user) implements LoginOutcome {

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return authenticated.apply(this);
        }
    }

    /** The password is right, and the legacy system wants a new one. */
    record PasswordExpired(LegacyUser user) implements LoginOutcome {

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return passwordExpired.apply(this);
        }
    }

    /**
     * The password is wrong, or the script says no for a reason of its own.
     *
     * @param reason for the log, never for an end user; empty when the script gave none
     */
    record Refused(String reason) implements LoginOutcome {

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return refused.apply(this);
        }
    }

    /**
     * The legacy system has locked this account.
     *
     * @param reason for the log, never for an end user
     * @param user when the password was right all the same; empty when nobody knows whether it was
     */
    record Locked(String reason, Optional<LegacyUser> user) implements LoginOutcome {

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return locked.apply(this);
        }
    }

    /**
     * It could not be found out whether the password is right.
     *
     * @param reason for the log, never for an end user
     * @param outage whether the legacy system as a whole seems not to answer, and not only to this question
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Unavailable(String reason, boolean outage, List<String> console) implements LoginOutcome {

        public Unavailable {
            console = List.copyOf(console);
        }

        /** Without the console: a script may have printed anything. */
        @Override
        public String toString() {
            return "Unavailable[reason=" + reason + ", outage=" + outage + "]";
        }

        /** Where no script was run. */
        public Unavailable(String reason, boolean outage) {
            this(reason, outage, List.of());
        }

        /** When the legacy system seems not to answer at all. */
        public Unavailable(String reason) {
            this(reason, true);
        }

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return unavailable.apply(this);
        }
    }

    /**
     * The script is wrong, so it could not be found out whether the password is right.
     *
     * @param reason for the log, never for an end user
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Broken(String reason, List<String> console) implements LoginOutcome {

        public Broken {
            console = List.copyOf(console);
        }

        /** Without the console: a script may have printed anything. */
        @Override
        public String toString() {
            return "Broken[reason=" + reason + "]";
        }

        /** Where no script was run. */
        public Broken(String reason) {
            this(reason, List.of());
        }

        @Override
        public <R> R fold(
                Function<Authenticated, R> authenticated,
                Function<PasswordExpired, R> passwordExpired,
                Function<Refused, R> refused,
                Function<Locked, R> locked,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
