package dev.lazymigration.migration;

import dev.lazymigration.ledger.MigrationMethod;
import dev.lazymigration.migration.profile.NotApplied;
import java.util.List;
import java.util.function.Function;

/** What the transaction of an import came to. */
sealed interface Written {

    <R> R fold(Function<Here, R> here, Function<Earlier, R> earlier, Function<Nothing, R> nothing);

    /**
     * The user was written.
     *
     * @param userId in Keycloak
     * @param username in Keycloak
     * @param method what moved him
     * @param notApplied what of his profile did not come across; unmodifiable
     */
    record Here(String userId, String username, MigrationMethod method, List<NotApplied> notApplied)
            implements Written {

        public Here {
            notApplied = List.copyOf(notApplied);
        }

        @Override
        public <R> R fold(Function<Here, R> here, Function<Earlier, R> earlier, Function<Nothing, R> nothing) {
            return here.apply(this);
        }
    }

    /** He was there. */
    record Earlier(String userId) implements Written {

        @Override
        public <R> R fold(Function<Here, R> here, Function<Earlier, R> earlier, Function<Nothing, R> nothing) {
            return earlier.apply(this);
        }
    }

    /** Nothing was written, and that is how the import ends. */
    record Nothing(ImportOutcome outcome) implements Written {

        @Override
        public <R> R fold(Function<Here, R> here, Function<Earlier, R> earlier, Function<Nothing, R> nothing) {
            return nothing.apply(this);
        }
    }
}
