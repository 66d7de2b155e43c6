package dev.lazymigration.legacy;

import java.util.List;
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
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Failed(String reason, List<String> console) implements NoticeOutcome {

        public Failed {
            console = List.copyOf(console);
        }

        /** Without the console: a script may have printed anything. */
        @Override
        public String toString() {
            return "Failed[reason=" + reason + "]";
        }

        /** Where no script was run. */
        public Failed(String reason) {
            this(reason, List.of());
        }

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
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Unavailable(String reason, List<String> console) implements NoticeOutcome {

        public Unavailable {
            console = List.copyOf(console);
        }

        /** Without the console: a script may have printed anything. */
        @Override
        public String toString() {
            return "Unavailable[reason=" + reason + "]";
        }

        /** Where no script was run. */
        public Unavailable(String reason) {
            this(reason, List.of());
        }

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
     * @param console what the script printed, without secrets; empty where none was run
     */
    record Broken(String reason, List<String> console) implements NoticeOutcome {

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
                Function<Told, R> told,
                Function<Failed, R> failed,
                Function<Unavailable, R> unavailable,
                Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
