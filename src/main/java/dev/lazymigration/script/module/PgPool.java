package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections to one target, bounded in number.
 *
 * <p>The borrower connects itself. A pool that connects in the background, such as HikariCP, tells a borrower why only
 * when his patience is over: a wrong database password would look like a slow database, and would be tried again and
 * again meanwhile.
 */
final class PgPool implements AutoCloseable {

    /** As in HikariCP: a connection that was used a moment ago is not probed. */
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final PgTarget target;
    private final PoolLimits limits;
    private final Semaphore permits;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;
    private boolean sweepPlanned;

    private record Idle(PgWire wire, long since) {

        Duration time() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    PgPool(PgTarget target, PoolLimits limits) {
        this.target = target;
        this.limits = limits;
        this.permits = new Semaphore(limits.connections(), true);
    }

    /** An idle connection or a new one, as soon as there may be one more. */
    PgSession borrow(Deadline deadline) throws HostException {
        waitForPermit(deadline);
        PgSession session = null;
        try {
            session = new PgSession(wire(deadline), this);
            return session;
        } finally {
            if (session == null) {
                permits.release();
            }
        }
    }

    void giveBack(PgWire wire) {
        boolean reusable = wire.age().compareTo(limits.lifetime()) < 0 && wire.reset() && keep(wire);
        if (!reusable) {
            wire.close();
        }
        permits.release();
    }

    /** How many connections are lent. */
    int active() {
        return limits.connections() - permits.availablePermits();
    }

    /** Closes what is idle; what is lent is closed when it comes back. */
    @Override
    public void close() {
        List<Idle> leaving;
        synchronized (this) {
            closed = true;
            leaving = new ArrayList<>(idle);
            idle.clear();
        }
        leaving.forEach(left -> left.wire().close());
    }

    private void waitForPermit(Deadline deadline) throws HostException {
        try {
            long patience = target.patience(deadline.remaining()).toNanos();
            if (!permits.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                throw HostException.unavailable(
                        "All " + limits.connections() + " connections to the database are in use",
                        "ETIMEDOUT",
                        Map.of(),
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while waiting for a database connection", e);
        }
    }

    private PgWire wire(Deadline deadline) throws HostException {
        for (Idle candidate = poll(); candidate != null; candidate = poll()) {
            if (candidate.time().compareTo(TRUSTED) < 0 || candidate.wire().answers()) {
                return candidate.wire();
            }
            candidate.wire().close();
        }
        return PgWire.connect(target, deadline);
    }

    private synchronized Idle poll() {
        return idle.pollFirst();
    }

    private synchronized boolean keep(PgWire wire) {
        if (closed) {
            return false;
        }
        idle.addFirst(new Idle(wire, System.nanoTime()));
        planSweep(limits.idle());
        return true;
    }

    /** On the JVM's shared delayer: a thread of our own for each pool would be one more thing to stop. */
    private void planSweep(Duration delay) {
        if (!sweepPlanned) {
            sweepPlanned = true;
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::sweep);
        }
    }

    private void sweep() {
        List<PgWire> leaving = new ArrayList<>();
        synchronized (this) {
            sweepPlanned = false;
            while (!idle.isEmpty() && idle.peekLast().time().compareTo(limits.idle()) >= 0) {
                leaving.add(idle.pollLast().wire());
            }
            if (!idle.isEmpty()) {
                planSweep(limits.idle().minus(idle.peekLast().time()).plusMillis(1));
            }
        }
        leaving.forEach(PgWire::close);
    }
}
