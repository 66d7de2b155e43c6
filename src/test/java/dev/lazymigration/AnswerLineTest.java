package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LookupOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten slots, half an hour in line for one of them, an hour for a look-up: what is waited for here ends by an answer. */
@Timeout(60)
class AnswerLineTest {

    private static final Duration MOMENT = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final LookupOutcome NOBODY = new LookupOutcome.NotFound();
    private static final LookupOutcome FAILURE = new LookupOutcome.Unavailable("connection refused");

    /** A few for the whole time of a look-up: as much as ten for half of it. */
    private static final int FEW = 5;

    private static final int CROWD = 49;

    private final AtomicLong clock = new AtomicLong();
    private final AnswerLine line = new AnswerLine(10, MOMENT, LONGEST, clock::get);

    private final List<FutureTask<LookupOutcome>> waiting = new ArrayList<>();

    private void letPass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private SharedQuestion question() {
        return new SharedQuestion(clock.get());
    }

    /** The last question took so long. */
    private void took(Duration duration, LookupOutcome outcome) {
        SharedQuestion question = question();
        letPass(duration);
        line.answer(question, outcome);
    }

    private void assertWaiting(SharedQuestion question, int people) throws InterruptedException {
        for (int i = 0; i < people; i++) {
            FutureTask<LookupOutcome> task = new FutureTask<>(() -> line.await(question));
            Thread thread = new Thread(task);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
                Thread.sleep(1);
            }
            assertThat(task.isDone()).as("turned away as number " + (i + 1)).isFalse();
            waiting.add(task);
        }
    }

    private void assertTurnedAway(SharedQuestion question) {
        assertThat(line.await(question)).isInstanceOf(LookupOutcome.Unavailable.class);
    }

    private void assertAllAreTold(SharedQuestion question, LookupOutcome outcome) throws Exception {
        line.answer(question, outcome);
        for (FutureTask<LookupOutcome> task : waiting) {
            assertThat(task.get()).isEqualTo(outcome);
        }
    }

    @Test
    void aCrowdWaitsForTheFirstAnswerOfAllHoweverLongItTakes() throws Exception {
        SharedQuestion question = question();
        assertWaiting(question, CROWD);
        letPass(LONGEST.minusSeconds(1));
        assertWaiting(question, 1);

        assertAllAreTold(question, NOBODY);
    }

    @Test
    void aCrowdWaitsWhereAnswersAreQuick() throws Exception {
        took(Duration.ofSeconds(1), NOBODY);
        SharedQuestion question = question();

        assertWaiting(question, CROWD);

        assertAllAreTold(question, NOBODY);
    }

    @Test
    void nobodyJoinsTheCrowdWhenTheAnswerIsLate() throws Exception {
        took(Duration.ofSeconds(1), NOBODY);
        SharedQuestion question = question();
        assertWaiting(question, CROWD);

        letPass(MOMENT);

        assertTurnedAway(question);
        assertAllAreTold(question, NOBODY);
    }

    @Test
    void asManyAsThereAreSlotsJoinAQuestionAsOldAsALineForASlotMayTake() throws Exception {
        took(Duration.ofSeconds(1), NOBODY);
        SharedQuestion question = question();
        letPass(MOMENT);

        assertWaiting(question, 10);

        assertTurnedAway(question);
        assertAllAreTold(question, NOBODY);
    }

    @Test
    void aFewWaitForALegacySystemThatIsSlowAndAnswers() throws Exception {
        took(LONGEST, NOBODY);
        SharedQuestion question = question();

        assertWaiting(question, FEW);

        assertTurnedAway(question);
        assertAllAreTold(question, NOBODY);
    }

    @Test
    void whoeverIsInLineHoldsThePlaceForAllNames() throws Exception {
        took(LONGEST, NOBODY);
        SharedQuestion question = question();
        assertWaiting(question, FEW);

        assertTurnedAway(question());

        assertAllAreTold(question, NOBODY);
        waiting.clear();
        SharedQuestion next = question();
        assertWaiting(next, 1);
        assertAllAreTold(next, NOBODY);
    }

    @Test
    void aFewWaitWhenTheLastQuestionHadNoAnswerAndFailuresAtOnceDoNotMakeThemMore() throws Exception {
        took(LONGEST, FAILURE);
        took(Duration.ZERO, FAILURE);
        took(Duration.ZERO, null);
        SharedQuestion question = question();

        assertWaiting(question, FEW);

        assertTurnedAway(question);
        assertAllAreTold(question, FAILURE);
    }

    @Test
    void aCrowdWaitsAgainAfterAQuickAnswer() throws Exception {
        took(LONGEST, FAILURE);
        took(Duration.ofSeconds(1), NOBODY);
        SharedQuestion question = question();

        assertWaiting(question, CROWD);

        assertAllAreTold(question, NOBODY);
    }

    @Test
    void aCrowdThatComesAfterAQuietTimeDoesNotPayForTheSlowAnswerBeforeIt() throws Exception {
        took(LONGEST, NOBODY);
        letPass(QUIET);
        SharedQuestion question = question();

        assertWaiting(question, CROWD);

        assertAllAreTold(question, NOBODY);
    }

    @Test
    void aFailureAfterAQuietTimeIsAllThatIsKnown() throws Exception {
        took(LONGEST, NOBODY);
        letPass(QUIET);
        took(Duration.ofSeconds(1), FAILURE);
        SharedQuestion question = question();

        assertWaiting(question, CROWD);

        assertAllAreTold(question, FAILURE);
    }

    @Test
    void failuresAtOnceKeepThePaceForAsLongAsTheyGoOn() throws Exception {
        took(LONGEST, FAILURE);
        for (int i = 0; i < 3; i++) {
            letPass(QUIET.minusSeconds(1));
            took(Duration.ZERO, FAILURE);
        }
        SharedQuestion question = question();

        assertWaiting(question, FEW);

        assertTurnedAway(question);
        assertAllAreTold(question, FAILURE);
    }

    @Test
    void theMomentOfACrowdEnds() {
        AnswerLine shortLine = new AnswerLine(1, Duration.ofMillis(1), LONGEST, clock::get);
        shortLine.answer(question(), NOBODY);

        assertThat(shortLine.await(question())).isInstanceOf(LookupOutcome.Unavailable.class);
    }

    @Test
    void anAnswerThatIsThereIsGivenHoweverOldItIs() {
        SharedQuestion question = question();
        line.answer(question, NOBODY);
        letPass(LONGEST.multipliedBy(2));

        assertThat(line.await(question)).isEqualTo(NOBODY);
    }

    @Test
    void aQuestionThatEndedWithoutAnOutcomeSaysNotThatThereIsNobody() {
        SharedQuestion question = question();

        line.answer(question, null);

        assertThat(line.await(question)).isInstanceOf(LookupOutcome.Unavailable.class);
    }
}
