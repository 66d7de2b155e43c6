package dev.lazymigration.legacy;

import java.util.List;
import java.util.function.Function;

/** How a look-up ended. */
public sealed interface LookupOutcome {

    /** Goes on in the one way that fits; a new outcome does not compile until every caller has an answer to it. */
    <R> R fold(
            Function<Found, R> found,
            Function<NotFound, R> notFound,
            Function<Unavailable, R> unavailable,
            Function<Broken, R> broken);

    /** The legacy system knows this user. */
    record Found(LegacyUser user) implements LookupOutcome {

        @Override
        public <R> R fold(
                Function<Found, R> found,
                Function<NotFound, R> notFound,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return found.apply(this);
        }
    }

    /** The legacy system answered, and knows nobody of that name. */
    record NotFound() implements LookupOutcome {

        @Override
        public <R> R fold(
                Function<Found, R> found,
                Function<NotFound, R> notFound,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return notFound.apply(this);
        }
    }

    /**
     * It could not be found out: nobody may conclude that the user does not exist.
     *
     * @param reason for the log, never for an end user
     * @param outage whether the legacy system as a whole seems not to answer, and not only to this question
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Unavailable(String reason, boolean outage, List<String> console) implements LookupOutcome {

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
                Function<Found, R> found,
                Function<NotFound, R> notFound,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return unavailable.apply(this);
        }
    }

    /**
     * The script is wrong, so it could not be found out.
     *
     * @param reason for the log, never for an end user
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Broken(String reason, List<String> console) implements LookupOutcome {

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
                Function<Found, R> found,
                Function<NotFound, R> notFound,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
