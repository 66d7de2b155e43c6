package dev.lazymigration.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says every few seconds what is going on and for how long already. */
final class Waiting {

    private static final int SECONDS_BETWEEN_LINES = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Instant begin = Instant.now();
    private final String what;
    private volatile String step = "";

    private Waiting(String what) {
        this.what = what;
    }

    static Waiting during(String what) {
        return new Waiting(what);
    }

    /** Does the work. */
    <T> T run(Supplier<T> work) {
        Thread ticker = new Thread(this::tick, "demo-progress");
        ticker.setDaemon(true);
        ticker.start();
        try {
            return work.get();
        } finally {
            over.countDown();
        }
    }

    /** What is going on from now on. */
    void at(String newStep) {
        step = ": " + newStep;
    }

    private void tick() {
        System.out.println(what + " …");
        try {
            while (!over.await(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS)) {
                System.out.println("  " + Duration.between(begin, Instant.now()).toSeconds() + " s" + step);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
