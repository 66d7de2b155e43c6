package dev.lazymigration;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.protection.ProtectionLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Those who wait for the answer to a question that somebody else has asked. Each of them is a thread that Keycloak does
 * not have for anybody else, so all together get the time of a line for a slot: many wait for a moment, a few for as
 * long as a look-up may take. Safe for use by several threads.
 */
final class AnswerLine {

    private static final LookupOutcome GIVEN_UP =
            new LookupOutcome.Unavailable("another question for the same name had no answer");

    private final long timeOfAll;
    private final long moment;
    private final long longest;
    private final Ticker ticker;
    private final AtomicInteger inLine = new AtomicInteger();
    private final AtomicReference<Optional<Pace>> pace = new AtomicReference<>(Optional.empty());

    /**
     * @param slots how many questions may be under way at a time
     * @param moment how long somebody stands in line for a slot at most
     * @param longest how long the answer to a question may take
     */
    AnswerLine(int slots, Duration moment, Duration longest, Ticker ticker) {
        this.timeOfAll = slots * moment.toNanos();
        this.moment = moment.toNanos();
        this.longest = longest.toNanos();
        this.ticker = ticker;
    }

    /**
     * How quickly the legacy system answers.
     *
     * @param duration of the last question, or of a longer one before those that have failed
     * @param since when the last question ended
     */
    private record Pace(long duration, long since) {

        boolean tellsOf(SharedQuestion question) {
            return question.since() - since < ProtectionLimits.QUIET.toNanos();
        }

        Pace orSlower(Pace other) {
            return new Pace(Math.max(duration, other.duration), other.since);
        }
    }

    /** The answer, or that there was none in time; interrupts are kept. */
    LookupOutcome await(SharedQuestion question) {
        int place = inLine.incrementAndGet();
        try {
            return question.get(patience(place, question), TimeUnit.NANOSECONDS);
        } catch (InterruptedException keycloakGaveUp) {
            Thread.currentThread().interrupt();
            return GIVEN_UP;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return GIVEN_UP;
        } finally {
            inLine.decrementAndGet();
        }
    }

    private long patience(int place, SharedQuestion question) {
        long age = question.age(ticker.read());
        long left = longest - age;
        // The first question of all in a young JVM takes longest, and nothing tells how long.
        return pace.get()
                .filter(last -> last.tellsOf(question))
                .map(last -> share(place, Math.max(last.duration(), age), left))
                .orElse(left);
    }

    private long share(int place, long expected, long left) {
        long share = timeOfAll / place;
        return expected > share ? 0 : Math.min(Math.max(share, moment), left);
    }

    /**
     * Completes the question for those who wait for it. What has failed within a moment is no sign that the next one
     * will be answered as soon.
     *
     * @param outcome null when there is none
     */
    void answer(SharedQuestion question, LookupOutcome outcome) {
        long now = ticker.read();
        Pace own = new Pace(question.age(now), now);
        if (outcome == null || outcome instanceof LookupOutcome.Unavailable) {
            pace.updateAndGet(last -> Optional.of(last.filter(before -> before.tellsOf(question))
                    .map(before -> before.orSlower(own))
                    .orElse(own)));
        } else {
            pace.set(Optional.of(own));
        }
        question.complete(outcome == null ? GIVEN_UP : outcome);
    }
}
