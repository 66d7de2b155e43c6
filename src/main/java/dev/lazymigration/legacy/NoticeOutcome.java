package dev.lazymigration.legacy;

import java.util.function.Function;

/** How it ended to tell the legacy system of a migrated user. */
public sealed interface NoticeOutcome {

    /** Goes on in the one way that fits; a new outcome does not compile until every caller has an answer to it. */
    <R> R fold(
            Function<Told, R> told,
            Function<Failed, R> failed,
            Function<Unavailable, R> unavailable,
            Function<Broken, R> broken);

    /** The script has done its work. */
    record Told() implements NoticeOutcome {

        @Override
        public <R> R fold(
                Function<Told, R> told,
                Function<Failed, R> failed,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return told.apply(this);
        }
    }

    /**
     * The script says that it could not do its work.
     *
     * @param reason for the log, never for an end user
     */
    record Failed(String reason) implements NoticeOutcome {

        @Override
        public <R> R fold(
                Function<Told, R> told,
                Function<Failed, R> failed,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return failed.apply(this);
        }
    }

    /**
     * The legacy system could not be reached, or the script took too long.
     *
     * @param reason for the log, never for an end user
     */
    record Unavailable(String reason) implements NoticeOutcome {

        @Override
        public <R> R fold(
                Function<Told, R> told,
                Function<Failed, R> failed,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return unavailable.apply(this);
        }
    }

    /**
     * The script is wrong.
     *
     * @param reason for the log, never for an end user
     */
    record Broken(String reason) implements NoticeOutcome {

        @Override
        public <R> R fold(
                Function<Told, R> told,
                Function<Failed, R> failed,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
