package dev.lazymigration.closing;

import dev.lazymigration.ledger.SyncRun;
import dev.lazymigration.ledger.SyncState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Whether everybody has been brought across who can be: what the last sync says of it. */
public sealed interface Gathering {

    /** Whoever has come to the legacy system since a sync began may have been missed by it. */
    Duration HOLDS_FOR = Duration.ofHours(24);

    <R> R fold(
            Function<Complete, R> complete,
            Function<UnderWay, R> underWay,
            Function<Failed, R> failed,
            Function<Missing, R> missing);

    /** @param last the last sync, or the one that is under way */
    static Gathering of(Optional<SyncRun> last, Instant now) {
        if (last.filter(run -> run.isUnderWay(now)).isPresent()) {
            return new UnderWay();
        }
        Instant oldest = now.minus(HOLDS_FOR);
        Optional<SyncRun> recent = last.filter(run -> run.since().isEmpty())
                .filter(run -> run.startedAt().isAfter(oldest));
        return last.flatMap(SyncRun::wholeAt)
                .filter(began -> began.isAfter(oldest))
                .<Gathering>map(began -> new Complete())
                .or(() -> recent.filter(run -> run.state() == SyncState.FAILED).map(run -> new Failed(run.problem())))
                .orElseGet(() -> new Missing(recent.isEmpty()));
    }

    /** A sync has come to the end of the whole list. */
    record Complete() implements Gathering {

        @Override
        public <R> R fold(
                Function<Complete, R> complete,
                Function<UnderWay, R> underWay,
                Function<Failed, R> failed,
                Function<Missing, R> missing) {
            return complete.apply(this);
        }
    }

    /** A sync is at it. */
    record UnderWay() implements Gathering {

        @Override
        public <R> R fold(
                Function<Complete, R> complete,
                Function<UnderWay, R> underWay,
                Function<Failed, R> failed,
                Function<Missing, R> missing) {
            return underWay.apply(this);
        }
    }

    /**
     * A sync could not go on.
     *
     * @param problem why
     */
    record Failed(String problem) implements Gathering {

        @Override
        public <R> R fold(
                Function<Complete, R> complete,
                Function<UnderWay, R> underWay,
                Function<Failed, R> failed,
                Function<Missing, R> missing) {
            return failed.apply(this);
        }
    }

    /**
     * None has come to the end of the whole list lately.
     *
     * @param fromStart whether what was not finished is too old to go on with
     */
    record Missing(boolean fromStart) implements Gathering {

        @Override
        public <R> R fold(
                Function<Complete, R> complete,
                Function<UnderWay, R> underWay,
                Function<Failed, R> failed,
                Function<Missing, R> missing) {
            return missing.apply(this);
        }
    }
}
