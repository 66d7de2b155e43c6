package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class UnknownNamesTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "realm", null, null, null, null);
    private static final LookupOutcome NOBODY = new LookupOutcome.NotFound();
    private static final LegacyQuery ADA = LegacyQuery.byUsername("ada");

    private final AtomicLong clock = new AtomicLong();
    private final Legacy legacy = new Legacy();

    /** Answers as it is told to, and writes down what it is asked. */
    private static final class Legacy implements LegacyDirectory {

        private final List<LegacyQuery> asked = new CopyOnWriteArrayList<>();
        private volatile Function<LegacyQuery, LookupOutcome> answer = query -> NOBODY;

        @Override
        public LookupOutcome find(LegacyQuery query, RequestContext context) {
            asked.add(query);
            return answer.apply(query);
        }

        @Override
        public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
            asked.add(query);
            return new LoginOutcome.Refused("wrong");
        }

        @Override
        public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private UnknownNames names() {
        return names(Duration.ofMinutes(1), 10);
    }

    private UnknownNames names(Duration patience, long limit) {
        AnswerLine line = new AnswerLine(10, patience, patience, clock::get);
        return new UnknownNames(legacy, Duration.ofSeconds(30), limit, line, clock::get);
    }

    private void letPass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void aNameThatNobodyHasIsAskedForOnceInItsLife() {
        UnknownNames names = names();

        assertThat(names.find(ADA, CONTEXT)).isEqualTo(NOBODY);
        letPass(Duration.ofSeconds(29));
        assertThat(names.find(ADA, CONTEXT)).isEqualTo(NOBODY);
        assertThat(legacy.asked).hasSize(1);

        letPass(Duration.ofSeconds(1));
        assertThat(names.find(ADA, CONTEXT)).isEqualTo(NOBODY);
        assertThat(legacy.asked)
                .as("the life does not begin anew by being asked")
                .hasSize(2);
    }

    @Test
    void whoeverAppearsInTheLegacySystemIsFoundAfterThatLife() {
        UnknownNames names = names();
        names.find(ADA, CONTEXT);
        LookupOutcome found = new LookupOutcome.Found(new LegacyUser("1", Map.of()));
        legacy.answer = query -> found;

        assertThat(names.find(ADA, CONTEXT)).isEqualTo(NOBODY);
        letPass(Duration.ofSeconds(30));
        assertThat(names.find(ADA, CONTEXT)).isEqualTo(found);
    }

    static Stream<LookupOutcome> otherAnswers() {
        return Stream.of(
                new LookupOutcome.Found(new LegacyUser("1", Map.of())),
                new LookupOutcome.Unavailable("down"),
                new LookupOutcome.Broken("wrong"));
    }

    @ParameterizedTest
    @MethodSource("otherAnswers")
    void noOtherAnswerIsRemembered(LookupOutcome outcome) {
        UnknownNames names = names();
        legacy.answer = query -> outcome;

        assertThat(names.find(ADA, CONTEXT)).isEqualTo(outcome);
        assertThat(names.find(ADA, CONTEXT)).isEqualTo(outcome);

        assertThat(legacy.asked).hasSize(2);
    }

    @Test
    void namesAreToldApartAsTheyWereSent() {
        UnknownNames names = names();

        names.find(ADA, CONTEXT);
        names.find(LegacyQuery.byUsername("Ada"), CONTEXT);
        names.find(LegacyQuery.byEmail("ada"), CONTEXT);

        assertThat(legacy.asked).hasSize(3);
    }

    @Test
    void aUserWhoWasFoundBeforeIsAskedForEachTime() {
        UnknownNames names = names();

        names.find(ADA.withId("1"), CONTEXT);
        names.find(ADA.withId("1"), CONTEXT);

        assertThat(legacy.asked).hasSize(2);
    }

    @Test
    void aPasswordIsProvedEachTime() {
        UnknownNames names = names();
        names.find(ADA, CONTEXT);

        names.login(ADA, "a", CONTEXT);
        names.login(ADA, "a", CONTEXT);

        assertThat(legacy.asked).hasSize(3);
    }

    @Test
    void noMoreNamesAreRememberedThanTheLimitSays() {
        UnknownNames names = names();
        List<LegacyQuery> many = IntStream.range(0, 200)
                .mapToObj(i -> LegacyQuery.byUsername("nobody-" + i))
                .toList();

        many.forEach(query -> names.find(query, CONTEXT));
        many.forEach(query -> names.find(query, CONTEXT));

        assertThat(legacy.asked).hasSizeBetween(2 * 200 - 10, 2 * 200);
    }

    @Test
    void longNamesTakeTheRoomOfSeveral() {
        UnknownNames names = names();
        LegacyQuery endless = LegacyQuery.byUsername("l".repeat(10_000));

        names.find(endless, CONTEXT);
        names.find(endless, CONTEXT);

        assertThat(legacy.asked).hasSize(2);
    }

    @Test
    void whoeverAsksForANameThatIsBeingAskedForGetsTheSameAnswer() throws Exception {
        UnknownNames names = names();
        CountDownLatch answered = hold();
        FutureTask<LookupOutcome> first = ask(names, ADA);
        awaitQuestions(1);
        FutureTask<LookupOutcome> second = ask(names, ADA);
        FutureTask<LookupOutcome> other = ask(names, LegacyQuery.byUsername("grace"));
        awaitQuestions(2);

        answered.countDown();

        assertThat(first.get()).isEqualTo(NOBODY);
        assertThat(second.get()).isEqualTo(NOBODY);
        assertThat(other.get()).isEqualTo(NOBODY);
        assertThat(legacy.asked)
                .as("nobody waits for another name")
                .containsExactly(ADA, LegacyQuery.byUsername("grace"));
    }

    @Test
    void whoeverWaitsTooLongForTheSameAnswerIsNotToldThatThereIsNobody() throws Exception {
        UnknownNames names = names(Duration.ofMillis(1), 10);
        CountDownLatch answered = hold();
        FutureTask<LookupOutcome> first = ask(names, ADA);
        awaitQuestions(1);

        assertThat(names.find(ADA, CONTEXT)).isInstanceOf(LookupOutcome.Unavailable.class);

        answered.countDown();
        assertThat(first.get()).isEqualTo(NOBODY);
    }

    @Test
    void whoeverIsInterruptedWhileWaitingIsNotToldThatThereIsNobody() throws Exception {
        UnknownNames names = names();
        CountDownLatch answered = hold();
        FutureTask<LookupOutcome> first = ask(names, ADA);
        awaitQuestions(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        FutureTask<LookupOutcome> second = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            LookupOutcome outcome = names.find(ADA, CONTEXT);
            interrupted.set(Thread.interrupted());
            return outcome;
        });
        new Thread(second).start();

        assertThat(second.get()).isInstanceOf(LookupOutcome.Unavailable.class);
        assertThat(interrupted).as("the interrupt is kept for the caller").isTrue();

        answered.countDown();
        assertThat(first.get()).isEqualTo(NOBODY);
    }

    @Test
    void aQuestionThatFailsIsAskedAnew() {
        UnknownNames names = names();
        legacy.answer = query -> {
            throw new IllegalStateException("unexpected");
        };
        assertThatThrownBy(() -> names.find(ADA, CONTEXT)).isInstanceOf(IllegalStateException.class);
        legacy.answer = query -> NOBODY;

        assertThat(names.find(ADA, CONTEXT)).isEqualTo(NOBODY);
    }

    /** Lets the legacy system answer only when the latch is opened. */
    private CountDownLatch hold() {
        CountDownLatch answered = new CountDownLatch(1);
        legacy.answer = query -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return NOBODY;
        };
        return answered;
    }

    private static FutureTask<LookupOutcome> ask(UnknownNames names, LegacyQuery query) {
        FutureTask<LookupOutcome> question = new FutureTask<>(() -> names.find(query, CONTEXT));
        new Thread(question).start();
        return question;
    }

    private void awaitQuestions(int count) throws InterruptedException {
        while (legacy.asked.size() < count) {
            Thread.sleep(1);
        }
    }
}
