package dev.lazymigration.migration.notice;

import dev.lazymigration.legacy.NoticeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The threads of this node that tell legacy systems of migrated users; no login ever waits for them. They tell one user
 * of a provider at a time, so that one legacy system that is slow does not keep the others waiting. Safe for use by
 * several threads.
 */
public final class NoticeWorkers implements AutoCloseable {

    private static final int THREADS = 4;

    /** After which a node looks for what other nodes have left. */
    private static final Duration ROUND = Duration.ofSeconds(15);

    /** How long those under way may take when the server stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final NoticeDesk desk;
    private final Semaphore wakeUps = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> providersBeingTold = new HashSet<>();
    private volatile boolean closed;

    private NoticeWorkers(NoticeDesk desk) {
        this.desk = desk;
    }

    /** Begins with what is due. Keycloak's database has to be ready. */
    public static NoticeWorkers start(KeycloakSessionFactory factory, Addressee.Book addressees) {
        NoticeWorkers workers = new NoticeWorkers(new NoticeDesk(factory, addressees));
        for (int i = 1; i <= THREADS; i++) {
            Thread thread = new Thread(workers::work, "lazy-migration-notices-" + i);
            thread.setDaemon(true);
            workers.threads.add(thread);
        }
        workers.threads.forEach(Thread::start);
        return workers;
    }

    /** There is something to tell. */
    public void wake() {
        // No more than there are threads: what is left over would wake them for nothing, later.
        if (wakeUps.availablePermits() < THREADS) {
            wakeUps.release();
        }
    }

    /** Begins with nothing any more, and lets those under way come to their end, unless that takes long. */
    @Override
    public void close() {
        closed = true;
        wakeUps.release(THREADS);
        Instant end = Instant.now().plus(FAREWELL);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, Duration.between(Instant.now(), end).toMillis()));
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closed) {
            try {
                step();
            } catch (InterruptedException unwanted) {
                return;
            } catch (RuntimeException problem) {
                // Whatever Keycloak's database throws: it must not end the thread, and may be gone in a moment.
                afterProblem(problem);
            }
        }
    }

    private void step() throws InterruptedException {
        NoticeDesk.Step step = take();
        if (step instanceof NoticeDesk.Step.Tell tell) {
            tell(tell.errand());
        } else if (step instanceof NoticeDesk.Step.Nothing nothing) {
            pause(nothing.until());
        }
    }

    /** One thread at a time: the others would find the same line. */
    private NoticeDesk.Step take() {
        synchronized (providersBeingTold) {
            NoticeDesk.Step step = desk.next(providersBeingTold);
            if (step instanceof NoticeDesk.Step.Tell tell) {
                providersBeingTold.add(tell.errand().notice().providerId());
            }
            return step;
        }
    }

    private void tell(Errand errand) {
        NoticeOutcome outcome;
        try {
            outcome = errand.run();
        } finally {
            synchronized (providersBeingTold) {
                providersBeingTold.remove(errand.notice().providerId());
            }
        }
        desk.conclude(errand, outcome);
    }

    private void pause(Instant until) throws InterruptedException {
        Instant round = Instant.now().plus(ROUND);
        Instant end = until.isBefore(round) ? until : round;
        // One millisecond more: times in the database have no fractions of one.
        wakeUps.tryAcquire(Duration.between(Instant.now(), end).toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private void afterProblem(RuntimeException problem) {
        if (closed) {
            return;
        }
        NoticeLog.interrupted(problem);
        try {
            pause(Instant.MAX);
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }
}
