package dev.lazymigration.script.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashMemoryTest {

    private static final int MIB = 1 << 20;

    private final HashMemory memory = new HashMemory(10 * MIB);

    private static Deadline in(Duration limit) {
        return Deadline.unwatched(limit);
    }

    @Test
    void isForSoManyAtATimeAsItIsEnoughFor() throws Exception {
        AtomicInteger atATime = new AtomicInteger();
        List<Future<Integer>> computations = new ArrayList<>();
        ExecutorService logins = Executors.newFixedThreadPool(12);
        for (int i = 0; i < 60; i++) {
            computations.add(logins.submit(() -> memory.with("scrypt", 4 * MIB, in(Duration.ofMinutes(1)), () -> {
                int others = atATime.getAndIncrement();
                Thread.yield();
                atATime.decrementAndGet();
                return others;
            })));
        }
        logins.shutdown();

        for (Future<Integer> computation : computations) {
            assertThat(computation.get()).isLessThan(2);
        }
    }

    @Test
    void isWaitedForNoLongerThanTheRunMayLast() throws HostException {
        memory.with("argon2", 7 * MIB, in(Duration.ofMinutes(1)), () -> {
            assertThatThrownBy(() -> memory.with("argon2", 4 * MIB, in(Duration.ofMillis(10)), () -> "done"))
                    .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(HostException.Kind.UNAVAILABLE))
                    .hasMessage("Other logins use the memory that argon2 needs");
            return null;
        });
    }

    @Test
    void isThereAgainAfterAComputationThatFails() throws HostException {
        assertThatThrownBy(() -> memory.with("argon2", 10 * MIB, in(Duration.ZERO), () -> {
                    throw HostException.misuse("no");
                }))
                .hasMessage("no");

        assertThat(memory.<String>with("argon2", 10 * MIB, in(Duration.ZERO), () -> "done"))
                .isEqualTo("done");
    }

    @Test
    void isNeverEnoughForWhatIsLargerThanAllOfIt() {
        assertThatThrownBy(() -> memory.with("scrypt", 10 * MIB + 1, in(Duration.ofMinutes(1)), () -> "done"))
                .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(HostException.Kind.BROKEN))
                .hasMessage("scrypt is limited to 10 MiB of memory on this server, a quarter of its heap");
    }

    @Test
    void isNotWaitedForByAThreadThatIsToStop() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> memory.with("scrypt", MIB, in(Duration.ofMinutes(1)), () -> "done"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
