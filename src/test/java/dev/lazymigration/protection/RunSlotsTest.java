package dev.lazymigration.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One slot, a minute in line for it: what is waited for here ends because somebody leaves. */
@Timeout(30)
class RunSlotsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final RunSlots slots = new RunSlots(1, PATIENCE, clock);

    private void took(Duration duration) {
        assertThat(slots.enter()).isTrue();
        clock.forward(duration);
        slots.leave(duration);
    }

    private FutureTask<Boolean> waiting() throws InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(slots::enter);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.sleep(1);
        }
        assertThat(task.isDone()).as("turned away").isFalse();
        return task;
    }

    @Test
    void whoeverComesRightAfterASlowQuestionIsTurnedAway() {
        took(PATIENCE.plusSeconds(1));
        assertThat(slots.enter()).isTrue();

        assertThat(slots.enter()).isFalse();
    }

    @Test
    void aCrowdThatComesAfterAQuietTimeDoesNotPayForTheSlowQuestionBeforeIt() throws Exception {
        took(PATIENCE.plusSeconds(1));
        clock.forward(QUIET);
        assertThat(slots.enter()).isTrue();

        FutureTask<Boolean> second = waiting();

        slots.leave(Duration.ZERO);
        assertThat(second.get()).isTrue();
    }

    /** The clock is read by who takes the slot: the other one comes just then. */
    @Test
    void whoeverComesWhileTheOnlySlotIsBeingTakenDoesNotPayForTheQuietTimeBefore() {
        List<Boolean> other = new ArrayList<>();
        InterruptingClock interrupting = new InterruptingClock();
        RunSlots quiet = new RunSlots(1, PATIENCE, interrupting);
        interrupting.forward(PATIENCE.plusSeconds(1));
        interrupting.whenItIsRead = () -> {
            interrupting.whenItIsRead = () -> {};
            boolean entered = quiet.enter();
            other.add(entered);
            if (entered) {
                quiet.leave(Duration.ZERO);
            }
        };

        assertThat(quiet.enter()).isTrue();
        assertThat(other).containsExactly(true);
    }

    private static final class InterruptingClock extends Clock {

        private final HandClock time = new HandClock();
        private Runnable whenItIsRead = () -> {};

        private void forward(Duration duration) {
            time.forward(duration);
        }

        @Override
        public Instant instant() {
            whenItIsRead.run();
            return time.instant();
        }

        @Override
        public ZoneId getZone() {
            return time.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return time.withZone(zone);
        }
    }
}
