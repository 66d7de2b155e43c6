package dev.lazymigration.legacy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a legacy system answers, as this node sees it.
 *
 * @param available false while its questions are answered without it, because it has failed too often
 * @param since since when that is so; the time of the first question is unknown, so at first it is when it was opened
 * @param lastOutage when it last stopped answering; empty when it never has since it was opened
 */
public record Availability(boolean available, Instant since, Optional<Instant> lastOutage) {

    public Availability {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(lastOutage, "lastOutage");
    }

    /** Of one that has just been opened. */
    public static Availability from(Instant opened) {
        return new Availability(true, opened, Optional.empty());
    }

    /** After it has stopped answering. */
    public Availability lost(Instant when) {
        return new Availability(false, when, Optional.of(when));
    }

    /** After it has answered again. */
    public Availability regained(Instant when) {
        return new Availability(true, when, lastOutage);
    }
}
