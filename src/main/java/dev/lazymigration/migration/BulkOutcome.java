package dev.lazymigration.migration;

import dev.lazymigration.legacy.LegacyUser;
import java.util.function.Function;

/** What became of one of many legacy users who were to come across without anybody logging in. */
public sealed interface BulkOutcome {

    <R> R fold(
            Function<Came, R> came,
            Function<Known, R> known,
            Function<SwitchedOff, R> switchedOff,
            Function<Refused, R> refused);

    /**
     * He is a user of Keycloak's own store now.
     *
     * @param user as the legacy system described him
     * @param userId in Keycloak
     * @param pendingId by which Keycloak's flows knew him until now
     * @param withPassword whether Keycloak can verify his password; if not, he proves it at his first login
     */
    record Came(LegacyUser user, String userId, String pendingId, boolean withPassword) implements BulkOutcome {

        @Override
        public <R> R fold(
                Function<Came, R> came,
                Function<Known, R> known,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return came.apply(this);
        }
    }

    /**
     * He came across before, and nothing of him was changed.
     *
     * @param bySync whether the same sync has brought him
     */
    record Known(boolean bySync) implements BulkOutcome {

        @Override
        public <R> R fold(
                Function<Came, R> came,
                Function<Known, R> known,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return known.apply(this);
        }
    }

    /** The legacy system has switched him off, and such users do not come across. */
    record SwitchedOff() implements BulkOutcome {

        @Override
        public <R> R fold(
                Function<Came, R> came,
                Function<Known, R> known,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return switchedOff.apply(this);
        }
    }

    /**
     * An administrator has to act.
     *
     * @param user as the legacy system described him
     * @param username as it would be in Keycloak, or null where that is not known
     * @param reason why
     */
    record Refused(LegacyUser user, String username, Refusal reason) implements BulkOutcome {

        @Override
        public <R> R fold(
                Function<Came, R> came,
                Function<Known, R> known,
                Function<SwitchedOff, R> switchedOff,
                Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
