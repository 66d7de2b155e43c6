package dev.lazymigration;

import dev.lazymigration.legacy.LookupOutcome;
import java.util.concurrent.CompletableFuture;

/** The answer to come of a question that several may ask while one of them finds it out, and since when he does. */
final class SharedQuestion extends CompletableFuture<LookupOutcome> {

    private final long since;

    /** @param since in nanoseconds */
    SharedQuestion(long since) {
        this.since = since;
    }

    /** When it was asked, in nanoseconds. */
    long since() {
        return since;
    }

    /** For how long the question has been under way, in nanoseconds. */
    long age(long now) {
        return now - since;
    }
}
