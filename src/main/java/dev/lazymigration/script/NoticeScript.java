package dev.lazymigration.script;

import java.time.Duration;

/**
 * The script that is told of every user who has come across.
 *
 * @param source empty when there is none
 * @param limit how long one run may take, host calls included
 */
public record NoticeScript(String source, Duration limit) {

    /** Nothing is told. */
    public static final NoticeScript NONE = new NoticeScript("", Duration.ofMillis(5000));

    public NoticeScript {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("Time limits are positive");
        }
    }

    /** Says nothing of the source: it may hold secrets. */
    @Override
    public String toString() {
        return "NoticeScript[limit=" + limit + "]";
    }
}
