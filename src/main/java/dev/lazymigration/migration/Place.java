package dev.lazymigration.migration;

import java.util.function.Function;
import org.keycloak.models.UserModel;

/** Where in Keycloak a legacy user belongs. */
sealed interface Place {

    <R> R fold(
            Function<Free, R> free,
            Function<Existing, R> existing,
            Function<SwitchedOff, R> switchedOff,
            Function<Taken, R> taken);

    /** Nowhere yet: he becomes a new user. */
    record Free() implements Place {

        @Override
        public <R> R fold(
                Function<Free, R> free,
                Function<Existing, R> existing,
                Function<SwitchedOff, R> switchedOff,
                Function<Taken, R> taken) {
            return free.apply(this);
        }
    }

    /** He is this user, whom Keycloak had already. */
    record Existing(UserModel user) implements Place {

        @Override
        public <R> R fold(
                Function<Free, R> free,
                Function<Existing, R> existing,
                Function<SwitchedOff, R> switchedOff,
                Function<Taken, R> taken) {
            return existing.apply(this);
        }
    }

    /** He would be a user whom Keycloak had already, and one of the two must not log in. */
    record SwitchedOff() implements Place {

        @Override
        public <R> R fold(
                Function<Free, R> free,
                Function<Existing, R> existing,
                Function<SwitchedOff, R> switchedOff,
                Function<Taken, R> taken) {
            return switchedOff.apply(this);
        }
    }

    /** With somebody else. */
    record Taken(Refusal refusal) implements Place {

        @Override
        public <R> R fold(
                Function<Free, R> free,
                Function<Existing, R> existing,
                Function<SwitchedOff, R> switchedOff,
                Function<Taken, R> taken) {
            return taken.apply(this);
        }
    }
}
