package dev.lazymigration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyPage;
import dev.lazymigration.legacy.LegacyTotal;
import dev.lazymigration.legacy.ListOutcome;
import dev.lazymigration.legacy.ListQuery;
import dev.lazymigration.legacy.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RememberedTotalTest {

    private static final RequestContext CONTEXT = new RequestContext("id", "realm", null, null, null, null);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<ListQuery> asked = new CopyOnWriteArrayList<>();
    private volatile Supplier<ListOutcome> answer = () -> page(OptionalLong.of(41));
    private final RememberedTotal total = new RememberedTotal(
            (query, context) -> {
                asked.add(query);
                return answer.get();
            },
            clock::get);

    private static ListOutcome page(OptionalLong users) {
        return new ListOutcome.Listed(new LegacyPage(users, List.of(), Optional.empty()));
    }

    private LegacyTotal after(Duration time) {
        clock.addAndGet(time.toNanos());
        return total.get(CONTEXT);
    }

    @Test
    void itIsAskedForWithTheSmallestPageAndHoldsForTenMinutes() {
        assertThat(after(Duration.ZERO)).isEqualTo(new LegacyTotal(OptionalLong.of(41), ""));
        answer = () -> page(OptionalLong.of(42));

        assertThat(after(Duration.ofMinutes(10).minusNanos(1)).users()).hasValue(41);
        assertThat(asked).containsExactly(new ListQuery(1, 1, Optional.empty(), Optional.empty()));
        assertThat(after(Duration.ofNanos(1)).users()).hasValue(42);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aListThatDoesNotSayIsNotAskedAgainEither() {
        answer = () -> page(OptionalLong.empty());

        assertThat(after(Duration.ZERO)).isEqualTo(LegacyTotal.UNTOLD);
        assertThat(after(Duration.ofMinutes(9))).isEqualTo(LegacyTotal.UNTOLD);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whyItCouldNotBeFoundOutHoldsForAMinute() {
        answer = () -> new ListOutcome.Unavailable("down");
        assertThat(after(Duration.ZERO)).isEqualTo(new LegacyTotal(OptionalLong.empty(), "down"));
        answer = () -> new ListOutcome.Broken("no list");

        assertThat(after(Duration.ofMinutes(1).minusNanos(1)).problem()).isEqualTo("down");
        assertThat(after(Duration.ofNanos(1)).problem()).isEqualTo("no list");
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoComesWhileItIsBeingFoundOutWaitsForThatAnswer() throws Exception {
        CountDownLatch counting = new CountDownLatch(1);
        CountDownLatch counted = new CountDownLatch(1);
        answer = () -> {
            counting.countDown();
            awaitQuietly(counted);
            return page(OptionalLong.of(41));
        };
        FutureTask<LegacyTotal> first = started();
        counting.await();
        FutureTask<LegacyTotal> second = started();
        counted.countDown();

        assertThat(List.of(first.get(), second.get()))
                .allSatisfy(seen -> assertThat(seen.users()).hasValue(41));
        assertThat(asked).hasSize(1);
    }

    private FutureTask<LegacyTotal> started() {
        FutureTask<LegacyTotal> task = new FutureTask<>(() -> total.get(CONTEXT));
        new Thread(task).start();
        return task;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
