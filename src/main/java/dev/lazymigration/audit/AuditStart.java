package dev.lazymigration.audit;

import dev.lazymigration.ledger.AuditRun;
import java.util.function.Function;

/** What became of the wish to audit. */
public sealed interface AuditStart {

    <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed);

    /** It is begun. */
    record Claimed(AuditRun run) implements AuditStart {

        @Override
        public <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed) {
            return claimed.apply(this);
        }
    }

    /** Somebody is at it already, in this cluster. */
    record Busy(AuditRun run) implements AuditStart {

        @Override
        public <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed) {
            return busy.apply(this);
        }
    }

    /**
     * There is nothing to read.
     *
     * @param reason for the administrator
     */
    record Closed(String reason) implements AuditStart {

        @Override
        public <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed) {
            return closed.apply(this);
        }
    }
}
