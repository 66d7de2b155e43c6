package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final int TRIES = 2_000;
    private static final int THREADS = 4;

    @Test
    void severalThreadsMayNeedItForTheFirstTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int i = 0; i < TRIES; i++) {
                Redaction redaction = new Redaction(List.of("s3cret-" + i, "another"));
                CyclicBarrier together = new CyclicBarrier(THREADS);
                Callable<String> line = () -> {
                    together.await();
                    return redaction.line("it is another");
                };
                for (Future<String> redacted : threads.invokeAll(
                        IntStream.range(0, THREADS).mapToObj(n -> line).toList())) {
                    assertThat(redacted.get()).isEqualTo("it is ***");
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
