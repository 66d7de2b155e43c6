package dev.lazymigration.hash;

import java.util.function.Function;

/** What became of reading a stored password. */
public sealed interface HashReading {

    /** It can be verified. */
    record Readable(ForeignHash hash) implements HashReading {

        @Override
        public <T> T fold(Function<ForeignHash, T> readable, Function<String, T> unreadable) {
            return readable.apply(hash);
        }
    }

    /**
     * It can not.
     *
     * @param reason for an administrator; holds nothing of the hash
     */
    record Unreadable(String reason) implements HashReading {

        @Override
        public <T> T fold(Function<ForeignHash, T> readable, Function<String, T> unreadable) {
            return unreadable.apply(reason);
        }
    }

    <T> T fold(Function<ForeignHash, T> readable, Function<String, T> unreadable);
}
