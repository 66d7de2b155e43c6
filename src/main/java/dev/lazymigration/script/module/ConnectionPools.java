package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;

/**
 * The connections of one provider instance, to databases of all kinds: a bounded number for each target, and a bounded
 * number of targets.
 */
final class ConnectionPools implements AutoCloseable {

    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofMillis(-1);

    private final PoolLimits limits;
    private final GenericKeyedObjectPool<DatabaseTarget, ConnectionSlot> pool;
    /** The targets whose idle connections stay open, the least recently used one first. */
    private final Set<DatabaseTarget> kept = new LinkedHashSet<>();

    private boolean closed;

    ConnectionPools(PoolLimits limits, ReachableHosts hosts) {
        this.limits = limits;
        this.pool = new GenericKeyedObjectPool<>(
                new ConnectionSlotFactory(limits.lifetime(), hosts), configuration(limits));
    }

    private static GenericKeyedObjectPoolConfig<ConnectionSlot> configuration(PoolLimits limits) {
        GenericKeyedObjectPoolConfig<ConnectionSlot> configuration = new GenericKeyedObjectPoolConfig<>();
        configuration.setMaxTotalPerKey(limits.connections());
        configuration.setMaxIdlePerKey(limits.connections());
        configuration.setMaxTotal((int) Math.min(Integer.MAX_VALUE, (long) limits.connections() * limits.targets()));
        configuration.setFairness(true);
        configuration.setTestOnBorrow(true);
        configuration.setEvictionPolicy(
                (settings, pooled, idle) -> pooled.getIdleDuration().compareTo(limits.idle()) >= 0);
        configuration.setNumTestsPerEvictionRun(-1);
        Duration sweep = limits.idle().dividedBy(2);
        configuration.setTimeBetweenEvictionRuns(sweep.compareTo(SHORTEST_SWEEP) < 0 ? SHORTEST_SWEEP : sweep);
        configuration.setEvictorShutdownTimeout(Duration.ofSeconds(1));
        configuration.setJmxEnabled(false);
        return configuration;
    }

    /** An idle connection or a new one, as soon as there may be one more. */
    Session borrow(DatabaseTarget target, Deadline deadline) throws HostException {
        keep(target);
        ConnectionSlot slot = slot(target, deadline);
        Session session = null;
        try {
            session = new Session(slot.wire(deadline), () -> giveBack(target, slot));
            return session;
        } finally {
            if (session == null) {
                giveBack(target, slot);
            }
        }
    }

    /** How many connections are lent, over all targets. */
    int active() {
        return pool.getNumActive();
    }

    /**
     * Closes what is idle; what is lent is closed when it comes back. The pool itself stays open: a run that outlives
     * its provider may finish.
     */
    @Override
    public void close() {
        List<DatabaseTarget> leaving;
        synchronized (kept) {
            closed = true;
            leaving = List.copyOf(kept);
            kept.clear();
        }
        leaving.forEach(pool::clear);
        // Ends the thread too that all pools have in common, when this was the last one.
        pool.setDurationBetweenEvictionRuns(NEVER);
    }

    private ConnectionSlot slot(DatabaseTarget target, Deadline deadline) throws HostException {
        try {
            return pool.borrowObject(target, target.patience(deadline.remaining()));
        } catch (NoSuchElementException e) {
            throw HostException.unavailable(
                    "All " + limits.connections() + " connections to the database are in use",
                    "ETIMEDOUT",
                    Map.of(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while waiting for a database connection", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Making a slot throws no checked exception", e);
        }
    }

    private void giveBack(DatabaseTarget target, ConnectionSlot slot) {
        pool.returnObject(target, slot);
        synchronized (kept) {
            if (kept.contains(target)) {
                return;
            }
        }
        pool.clear(target);
    }

    private void keep(DatabaseTarget target) {
        DatabaseTarget eldest;
        synchronized (kept) {
            if (closed) {
                return;
            }
            kept.remove(target);
            kept.add(target);
            if (kept.size() <= limits.targets()) {
                return;
            }
            Iterator<DatabaseTarget> targets = kept.iterator();
            eldest = targets.next();
            targets.remove();
        }
        pool.clear(eldest);
    }
}
