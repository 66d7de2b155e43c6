package dev.lazymigration.script.module;

import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The MongoDB clients of one provider instance: one for each target, with a bounded number of connections, and a bounded
 * number of targets. A client that nobody uses is closed after a while, and its threads with it.
 */
final class MongoPools implements AutoCloseable {

    private static final long SHORTEST_SWEEP_MILLIS = 100;

    private final PoolLimits limits;
    private final MongoSettings settings;
    /** The least recently used one first. */
    private final Map<MongoTarget, MongoShare> kept = new LinkedHashMap<>();

    private final ScheduledThreadPoolExecutor sweeper = newSweeper();
    private int lent;
    private boolean sweeping;
    private boolean closed;

    MongoPools(HostSettings settings) {
        this(settings, MongoDns.OF_THE_SYSTEM);
    }

    MongoPools(HostSettings settings, MongoDns dns) {
        this.limits = settings.pools();
        this.settings = new MongoSettings(limits, settings.hosts(), dns);
    }

    private static ScheduledThreadPoolExecutor newSweeper() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "lazy-migration-mongo-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** A client with a server that answers; the one of an earlier run where there is one. */
    MongoSession borrow(MongoTarget target, Deadline deadline) throws HostException {
        TimeIsUp.check(deadline, "connecting to the database");
        MongoFailure failure = new MongoFailure(target);
        MongoShare share = lend(target, deadline);
        boolean answers = false;
        try {
            share.await(failure, deadline);
            answers = true;
            return new MongoSession(share.client(), failure, () -> giveBack(target, share));
        } finally {
            if (!answers) {
                forget(target, share);
                giveBack(target, share);
            }
        }
    }

    /** How many clients are lent, over all targets. */
    synchronized int active() {
        return lent;
    }

    /** Closes what is idle; what is lent is closed when it comes back. */
    @Override
    public void close() {
        List<MongoShare> leaving;
        synchronized (this) {
            closed = true;
            leaving = kept.values().stream().filter(MongoShare::isIdle).toList();
            kept.clear();
        }
        leaving.forEach(MongoShare::close);
        sweeper.shutdownNow();
    }

    private MongoShare lend(MongoTarget target, Deadline deadline) throws HostException {
        List<MongoShare> leaving = new ArrayList<>();
        Optional<MongoShare> share = lendKept(target, leaving);
        leaving.forEach(MongoShare::close);
        if (share.isPresent()) {
            return share.get();
        }
        // Not under the lock: DNS may have to be asked.
        MongoShare opened = MongoShare.open(target, settings, deadline);
        List<MongoShare> tooMany = new ArrayList<>();
        MongoShare lending = lendNew(target, opened, tooMany);
        tooMany.forEach(MongoShare::close);
        return lending;
    }

    private synchronized Optional<MongoShare> lendKept(MongoTarget target, List<MongoShare> leaving) {
        MongoShare share = kept.remove(target);
        if (share != null && share.isInTrouble()) {
            // The driver looks again every ten seconds only; a new client looks at once.
            addIfIdle(share, leaving);
            return Optional.empty();
        }
        if (share != null) {
            kept.put(target, share);
            share.lend();
            lent++;
        }
        return Optional.ofNullable(share);
    }

    private synchronized MongoShare lendNew(MongoTarget target, MongoShare opened, List<MongoShare> leaving) {
        MongoShare share = kept.remove(target);
        if (share == null) {
            share = opened;
        } else {
            leaving.add(opened);
        }
        if (!closed) {
            kept.put(target, share);
        }
        share.lend();
        lent++;
        Iterator<MongoShare> shares = kept.values().iterator();
        while (kept.size() > limits.targets()) {
            addIfIdle(shares.next(), leaving);
            shares.remove();
        }
        return share;
    }

    private static void addIfIdle(MongoShare share, List<MongoShare> leaving) {
        if (share.isIdle()) {
            leaving.add(share);
        }
    }

    private synchronized void forget(MongoTarget target, MongoShare share) {
        kept.remove(target, share);
    }

    private void giveBack(MongoTarget target, MongoShare share) {
        boolean leaving;
        synchronized (this) {
            lent--;
            share.giveBack();
            leaving = share.isIdle() && kept.get(target) != share;
            scheduleSweep();
        }
        if (leaving) {
            share.close();
        }
    }

    private void scheduleSweep() {
        if (!sweeping && !closed && !kept.isEmpty()) {
            sweeping = true;
            long millis = Math.max(SHORTEST_SWEEP_MILLIS, limits.idle().toMillis() / 2);
            sweeper.schedule(this::sweep, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        List<MongoShare> leaving = new ArrayList<>();
        synchronized (this) {
            sweeping = false;
            kept.values().removeIf(share -> {
                boolean old = share.isIdle() && share.idle().compareTo(limits.idle()) >= 0;
                if (old) {
                    leaving.add(share);
                }
                return old;
            });
            scheduleSweep();
        }
        leaving.forEach(MongoShare::close);
    }
}
