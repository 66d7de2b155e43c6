package dev.lazymigration.sync;

import dev.lazymigration.ledger.SyncRun;
import java.util.function.Function;

/** What became of the wish to sync. */
public sealed interface SyncStart {

    <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed);

    /** It is begun, or goes on where it was. */
    record Claimed(SyncRun run) implements SyncStart {

        @Override
        public <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed) {
            return claimed.apply(this);
        }
    }

    /** Somebody is at it already, in this cluster. */
    record Busy(SyncRun run) implements SyncStart {

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
    record Closed(String reason) implements SyncStart {

        @Override
        public <R> R fold(Function<Claimed, R> claimed, Function<Busy, R> busy, Function<Closed, R> closed) {
            return closed.apply(this);
        }
    }
}
