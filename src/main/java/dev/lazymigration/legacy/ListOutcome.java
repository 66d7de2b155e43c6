package dev.lazymigration.legacy;

import java.util.function.Function;

/** How the reading of a page ended. */
public sealed interface ListOutcome {

    /** Goes on in the one way that fits; a new outcome does not compile until every caller has an answer to it. */
    <R> R fold(Function<Listed, R> listed, Function<Unavailable, R> unavailable, Function<Broken, R> broken);

    /** Here it is. */
    record Listed(LegacyPage page) implements ListOutcome {

        @Override
        public <R> R fold(
                Function<Listed, R> listed, Function<Unavailable, R> unavailable, Function<Broken, R> broken) {
            return listed.apply(this);
        }
    }

    /**
     * The legacy system could not be reached, or took too long; later it may answer.
     *
     * @param reason for the administrator, without secrets
     */
    record Unavailable(String reason) implements ListOutcome {

        @Override
        public <R> R fold(
                Function<Listed, R> listed, Function<Unavailable, R> unavailable, Function<Broken, R> broken) {
            return unavailable.apply(this);
        }
    }

    /**
     * The script is wrong.
     *
     * @param reason for the administrator, without secrets
     */
    record Broken(String reason) implements ListOutcome {

        @Override
        public <R> R fold(
                Function<Listed, R> listed, Function<Unavailable, R> unavailable, Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
