package dev.lazymigration.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.legacy.Availability;
import dev.lazymigration.legacy.LegacyDirectory;
import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LegacyUser;
import dev.lazymigration.legacy.LoginOutcome;
import dev.lazymigration.legacy.LookupOutcome;
import dev.lazymigration.legacy.MigratedUser;
import dev.lazymigration.legacy.NoticeOutcome;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ProtectedDirectoryTest {

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final LegacyQuery ADA = new LegacyQuery(null, null, "ada", null);
    private static final RequestContext CONTEXT = new RequestContext("r", "customers", null, null, null, null);
    private static final LegacyUser USER = new LegacyUser("1", Map.of("id", 1));
    private static final LookupOutcome OUTAGE = new LookupOutcome.Unavailable("connection refused");
    private static final LookupOutcome NOBODY = new LookupOutcome.NotFound();

    private final HandClock clock = new HandClock();
    private final Legacy legacy = new Legacy();
    private final Instant opened = clock.instant();
    private final ProtectedDirectory directory = protectedWith(Duration.ZERO);

    private ProtectedDirectory protectedWith(Duration patience) {
        return new ProtectedDirectory(
                "customers", "legacy", legacy, new ProtectionLimits(2, patience, patience), clock);
    }

    private LookupOutcome find() {
        return directory.find(ADA, CONTEXT);
    }

    private LoginOutcome login() {
        return directory.login(ADA, "secret", CONTEXT);
    }

    private void find(int times) {
        for (int i = 0; i < times; i++) {
            find();
        }
    }

    private void endPause() {
        clock.forward(PAUSE.plusMillis(1));
    }

    @Nested
    class AnOutage {

        @Test
        void isNotedAfterTenQuestionsWithoutAnAnswerAndThenNothingIsAskedAnyMore() {
            legacy.lookup = OUTAGE;

            find(10);
            LookupOutcome after = find();

            assertThat(legacy.asked).hasValue(10);
            assertThat(after).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.DOWN));
            assertThat(login()).isEqualTo(new LoginOutcome.Unavailable(ProtectedDirectory.DOWN));
            assertThat(legacy.asked).hasValue(10);
        }

        @Test
        void isNotedByLoginsToo() {
            legacy.login = new LoginOutcome.Unavailable("connection refused");

            for (int i = 0; i < 10; i++) {
                login();
            }

            assertThat(find()).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.DOWN));
        }

        @Test
        void isHalfOfTheLastTwentyQuestions() {
            legacy.lookup = NOBODY;
            find(20);
            legacy.lookup = OUTAGE;

            find(9);
            assertThat(directory.availability().available()).isTrue();
            find();

            assertThat(directory.availability().available()).isFalse();
        }

        @Test
        void endsWithTheFirstAnswerAfterThePause() {
            legacy.lookup = OUTAGE;
            find(10);
            legacy.lookup = NOBODY;

            assertThat(find()).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.DOWN));
            endPause();

            assertThat(find()).isEqualTo(NOBODY);
            assertThat(find()).isEqualTo(NOBODY);
        }

        @Test
        void goesOnForAnotherPauseWhenTheProbeIsNotAnswered() {
            legacy.lookup = OUTAGE;
            find(10);

            endPause();
            find(5);

            assertThat(legacy.asked).as("one of the five is a probe").hasValue(11);
        }

        @Test
        void letsOneQuestionThroughAtATimeUntilItIsAnswered() throws InterruptedException {
            legacy.lookup = OUTAGE;
            find(10);
            endPause();
            legacy.lookup = NOBODY;
            legacy.holdEverything();

            CompletableFuture<LookupOutcome> probe = CompletableFuture.supplyAsync(ProtectedDirectoryTest.this::find);
            legacy.awaitHeld();

            assertThat(find()).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.DOWN));
            legacy.goOn();
            assertThat(probe.join()).isEqualTo(NOBODY);
        }

        /** The probe is a login with the default deadline, and the pause after it is a whole one. */
        @Test
        void endsWithinTenSecondsOfTheReturnEvenWhenAProbeWasSentJustBeforeIt() throws InterruptedException {
            legacy.lookup = OUTAGE;
            find(10);
            endPause();
            legacy.login = new LoginOutcome.Unavailable("the script did not end within its time limit");
            legacy.holdEverything();
            CompletableFuture<LoginOutcome> probe = CompletableFuture.supplyAsync(ProtectedDirectoryTest.this::login);
            legacy.awaitHeld();

            Instant returned = clock.instant();
            legacy.lookup = NOBODY;
            clock.forward(Duration.ofSeconds(5));
            legacy.goOn();
            probe.join();
            assertThat(find()).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.DOWN));
            endPause();

            assertThat(find()).isEqualTo(NOBODY);
            assertThat(clock.instant()).isBefore(returned.plusSeconds(10));
        }

        @Test
        void isNoneWhenTheScriptIsWrong() {
            legacy.lookup = new LookupOutcome.Broken("TypeError");

            find(30);

            assertThat(legacy.asked).hasValue(30);
            assertThat(directory.availability()).isEqualTo(Availability.from(opened));
        }

        @Test
        void isNoneWhenTheLegacySystemAnswersThatTheQuestionIsNotToItsTaste() {
            legacy.lookup = new LookupOutcome.Unavailable("invalid byte sequence", false);
            legacy.login = new LoginOutcome.Unavailable("invalid byte sequence", false);

            find(30);
            for (int i = 0; i < 30; i++) {
                login();
            }

            assertThat(legacy.asked).hasValue(60);
        }

        static LoginOutcome[] answers() {
            return new LoginOutcome[] {
                new LoginOutcome.Authenticated(USER),
                new LoginOutcome.PasswordExpired(USER),
                new LoginOutcome.Refused("wrong"),
                new LoginOutcome.Locked("locked", Optional.empty())
            };
        }

        @ParameterizedTest
        @MethodSource("answers")
        void endsWithAnyAnswerToALogin(LoginOutcome answer) {
            legacy.lookup = OUTAGE;
            find(10);
            endPause();
            legacy.login = answer;

            assertThat(login()).isEqualTo(answer);
            assertThat(directory.availability().available()).isTrue();
        }

        @Test
        void doesNotEndWithAScriptThatIsWrongAndTheNextQuestionIsAProbeAgain() {
            legacy.lookup = OUTAGE;
            find(10);
            endPause();
            legacy.lookup = new LookupOutcome.Broken("TypeError");

            find();
            assertThat(directory.availability().available()).isFalse();
            legacy.lookup = NOBODY;

            assertThat(find()).isEqualTo(NOBODY);
        }

        @Test
        void doesNotKeepNoticesOfMigratedUsersBack() {
            legacy.lookup = OUTAGE;
            find(10);

            assertThat(directory.migrated(new MigratedUser(USER, "a-keycloak-id"), CONTEXT))
                    .isEqualTo(new NoticeOutcome.Told());
        }
    }

    @Nested
    class TheAvailability {

        @Test
        void isAtFirstThatOfALegacySystemWhichAnswers() {
            assertThat(directory.availability()).isEqualTo(new Availability(true, opened, Optional.empty()));
        }

        @Test
        void tellsSinceWhenAnOutageLastsProbesNotwithstanding() {
            clock.forward(Duration.ofMinutes(1));
            Instant lost = clock.instant();
            legacy.lookup = OUTAGE;
            find(10);

            endPause();
            find();

            assertThat(directory.availability()).isEqualTo(new Availability(false, lost, Optional.of(lost)));
        }

        @Test
        void remembersTheLastOutage() {
            legacy.lookup = OUTAGE;
            find(10);
            legacy.lookup = NOBODY;
            endPause();
            find();

            assertThat(directory.availability())
                    .isEqualTo(new Availability(true, clock.instant(), Optional.of(opened)));
        }
    }

    @Nested
    class ALegacySystemThatIsSlow {

        private final ExecutorService people = Executors.newCachedThreadPool();

        @AfterEach
        void everybodyComesToAnEnd() {
            legacy.goOn();
            people.shutdown();
        }

        private CompletableFuture<LookupOutcome> asked(ProtectedDirectory of) {
            return CompletableFuture.supplyAsync(() -> of.find(ADA, CONTEXT), people);
        }

        private void takeAllSlots(ProtectedDirectory of) throws InterruptedException {
            legacy.holdEverything();
            asked(of);
            legacy.awaitHeld();
            asked(of);
            legacy.awaitHeld();
        }

        @Test
        void isAskedNoMoreThanSoManyQuestionsAtATime() throws InterruptedException {
            takeAllSlots(directory);

            assertThat(find()).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.BUSY));
            assertThat(legacy.asked).hasValue(2);
        }

        @Test
        void isAskedAgainWhenAQuestionHasEnded() throws InterruptedException {
            takeAllSlots(directory);
            legacy.goOn();
            people.shutdown();
            assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            assertThat(find()).isEqualTo(NOBODY);
        }

        @Test
        void makesTheNextQuestionWaitForItsTurn() throws InterruptedException {
            ProtectedDirectory patient = protectedWith(Duration.ofMinutes(1));
            takeAllSlots(patient);

            AtomicReference<LookupOutcome> outcome = new AtomicReference<>();
            Thread third = new Thread(() -> outcome.set(patient.find(ADA, CONTEXT)));
            third.start();
            while (third.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(legacy.asked).hasValue(2);
            legacy.goOn();
            third.join();

            assertThat(outcome).hasValue(NOBODY);
        }

        @Test
        void letsNobodyWaitWhenItsTurnCannotComeInTime() throws InterruptedException {
            ProtectedDirectory patient = protectedWith(Duration.ofMinutes(1));
            takeAllSlots(patient);
            clock.forward(Duration.ofMinutes(3));

            assertThat(patient.find(ADA, CONTEXT)).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.BUSY));
        }

        @Test
        void doesNotKeepLookUpsFromItsLoginsNorLoginsFromItsLookUps() throws InterruptedException {
            takeAllSlots(directory);

            CompletableFuture<LoginOutcome> login = CompletableFuture.supplyAsync(ProtectedDirectoryTest.this::login);
            legacy.awaitHeld();
            legacy.goOn();

            assertThat(login.join()).isEqualTo(legacy.login);
        }

        @Test
        void letsWhoeverIsInterruptedGoAndLeavesTheInterruptToItsSender() throws InterruptedException {
            ProtectedDirectory patient = protectedWith(Duration.ofMinutes(1));
            takeAllSlots(patient);

            Thread.currentThread().interrupt();
            LookupOutcome outcome = patient.find(ADA, CONTEXT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isEqualTo(new LookupOutcome.Unavailable(ProtectedDirectory.BUSY));
        }
    }

    @Test
    void anErrorOfOursGivesBackWhatItHeld() {
        ProtectedDirectory failing = new ProtectedDirectory(
                "customers", "x", new Failing(), new ProtectionLimits(1, Duration.ZERO, Duration.ZERO), clock);

        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> failing.find(ADA, CONTEXT)).hasMessage("a defect");
        }
    }

    private static final class Failing implements LegacyDirectory {

        @Override
        public LookupOutcome find(LegacyQuery query, RequestContext context) {
            throw new IllegalStateException("a defect");
        }

        @Override
        public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
            throw new IllegalStateException("a defect");
        }

        @Override
        public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
            throw new IllegalStateException("a defect");
        }
    }

    /** Answers what it is told to, as soon as it may. */
    private static final class Legacy implements LegacyDirectory {

        private final AtomicInteger asked = new AtomicInteger();
        private final Semaphore held = new Semaphore(0);
        private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
        private volatile LookupOutcome lookup = NOBODY;
        private volatile LoginOutcome login = new LoginOutcome.Refused("wrong");

        private void holdEverything() {
            held.drainPermits();
            mayAnswer = new CountDownLatch(1);
        }

        private void awaitHeld() throws InterruptedException {
            held.acquire();
        }

        private void goOn() {
            mayAnswer.countDown();
        }

        private <T> T answer(T answer) {
            asked.incrementAndGet();
            try {
                held.release();
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        }

        @Override
        public LookupOutcome find(LegacyQuery query, RequestContext context) {
            return answer(lookup);
        }

        @Override
        public LoginOutcome login(LegacyQuery query, String password, RequestContext context) {
            return answer(login);
        }

        @Override
        public NoticeOutcome migrated(MigratedUser user, RequestContext context) {
            return new NoticeOutcome.Told();
        }
    }
}
