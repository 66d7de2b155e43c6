package dev.lazymigration.sync;

import java.util.function.Function;

/**
 * What became of the wish to begin something that reads the whole list of users.
 *
 * @param <T> what is begun
 */
public sealed interface SyncStart<T> {

    <R> R fold(Function<Claimed<T>, R> claimed, Function<Busy<T>, R> busy, Function<Closed<T>, R> closed);

    /** It is begun, or goes on where it was. */
    record Claimed<T>(T run) implements SyncStart<T> {

        @Override
        public <R> R fold(Function<Claimed<T>, R> claimed, Function<Busy<T>, R> busy, Function<Closed<T>, R> closed) {
            return claimed.apply(this);
        }
    }

    /** Somebody is at it already, in this cluster. */
    record Busy<T>() implements SyncStart<T> {

        @Override
        public <R> R fold(Function<Claimed<T>, R> claimed, Function<Busy<T>, R> busy, Function<Closed<T>, R> closed) {
            return busy.apply(this);
        }
    }

    /**
     * There is nothing to read.
     *
     * @param reason for the administrator
     */
    record Closed<T>(String reason) implements SyncStart<T> {

        @Override
        public <R> R fold(Function<Claimed<T>, R> claimed, Function<Busy<T>, R> busy, Function<Closed<T>, R> closed) {
            return closed.apply(this);
        }
    }
}
