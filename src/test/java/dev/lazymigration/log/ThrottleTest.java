package dev.lazymigration.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    // As System.nanoTime() may begin.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(Duration.ofSeconds(10), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void theFirstGoesThrough() {
        assertThat(throttle.next("login")).hasValue(0);
    }

    @Test
    void theNextGoesThroughAfterTheSpanAndSaysHowManyDidNot() {
        throttle.next("login");
        pass(Duration.ofSeconds(5));
        assertThat(throttle.next("login")).isEmpty();
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(throttle.next("login")).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(throttle.next("login")).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void whatWasSaidOnceIsNotSaidAgain() {
        throttle.next("login");
        throttle.next("login");
        pass(Duration.ofSeconds(10));
        throttle.next("login");
        pass(Duration.ofMinutes(1));

        assertThat(throttle.next("login")).hasValue(0);
    }

    @Test
    void anotherKindHasASpanOfItsOwn() {
        throttle.next("login");

        assertThat(throttle.next("getUser")).hasValue(0);
        assertThat(throttle.next("login")).isEmpty();
    }
}
