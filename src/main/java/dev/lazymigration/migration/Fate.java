package dev.lazymigration.migration;

import java.util.List;
import java.util.function.Function;

/** What would become of a legacy user who proved his password now. */
public sealed interface Fate {

    <R> R fold(
            Function<NewOne, R> newOne,
            Function<Known, R> known,
            Function<Linked, R> linked,
            Function<SwitchedOff, R> switchedOff,
            Function<Refused, R> refused);

    /** A user of Keycloak who has what is wanted, by his id and his name. */
    record Holder(String userId, String username) {}

    /** A new user of Keycloak. */
    record NewOne() implements Fate {

        @Override
        public <R> R fold(
                Function<NewOne, R> newOne,
                Function<Known, R> known,
                Function<Linked, R> linked,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return newOne.apply(this);
        }
    }

    /**
     * Nothing more: he came across before, and no script is asked about him any more.
     *
     * @param userId in Keycloak
     */
    record Known(String userId) implements Fate {

        @Override
        public <R> R fold(
                Function<NewOne, R> newOne,
                Function<Known, R> known,
                Function<Linked, R> linked,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return known.apply(this);
        }
    }

    /**
     * One with a user whom Keycloak has.
     *
     * @param userId in Keycloak
     */
    record Linked(String userId) implements Fate {

        @Override
        public <R> R fold(
                Function<NewOne, R> newOne,
                Function<Known, R> known,
                Function<Linked, R> linked,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return linked.apply(this);
        }
    }

    /** Nobody: he is switched off, and would be told that his account is disabled. */
    record SwitchedOff() implements Fate {

        @Override
        public <R> R fold(
                Function<NewOne, R> newOne,
                Function<Known, R> known,
                Function<Linked, R> linked,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return switchedOff.apply(this);
        }
    }

    /**
     * Nobody, and an administrator has to act.
     *
     * @param reason why
     * @param inTheWay the users who have his name or address; unmodifiable
     */
    record Refused(Refusal reason, List<Holder> inTheWay) implements Fate {

        public Refused {
            inTheWay = List.copyOf(inTheWay);
        }

        @Override
        public <R> R fold(
                Function<NewOne, R> newOne,
                Function<Known, R> known,
                Function<Linked, R> linked,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
