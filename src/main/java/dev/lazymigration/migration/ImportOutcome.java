package dev.lazymigration.migration;

import java.util.function.Function;
import org.keycloak.models.UserModel;

/** How an import ended. */
public sealed interface ImportOutcome {

    /** Goes on in the one way that fits; a new outcome does not compile until every caller has an answer to it. */
    <R> R fold(Function<Imported, R> imported, Function<Disabled, R> disabled, Function<Refused, R> refused);

    /**
     * The user is in Keycloak's own store.
     *
     * @param user the user there, never null
     * @param first whether this import put him there; if not, somebody else did in a race, with a password that may be
     *     another one
     */
    record Imported(UserModel user, boolean first) implements ImportOutcome {

        @Override
        public <R> R fold(
                Function<Imported, R> imported, Function<Disabled, R> disabled, Function<Refused, R> refused) {
            return imported.apply(this);
        }
    }

    /** The legacy system has switched him off, or Keycloak the user who he would have been; nothing was written. */
    record Disabled() implements ImportOutcome {

        @Override
        public <R> R fold(
                Function<Imported, R> imported, Function<Disabled, R> disabled, Function<Refused, R> refused) {
            return disabled.apply(this);
        }
    }

    /**
     * He must not be imported as he is; nothing was written.
     *
     * @param reason what is the matter
     */
    record Refused(Refusal reason) implements ImportOutcome {

        @Override
        public <R> R fold(
                Function<Imported, R> imported, Function<Disabled, R> disabled, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
