package dev.lazymigration.script.module;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pools of one provider instance: one for each target, the least recently used one closed when there are too many. */
final class PgPools implements AutoCloseable {

    private final PoolLimits limits;
    private final Map<PgTarget, PgPool> pools = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    PgPools(PoolLimits limits) {
        this.limits = limits;
    }

    synchronized PgPool to(PgTarget target) {
        PgPool pool = pools.computeIfAbsent(target, key -> new PgPool(key, limits));
        if (closed) {
            // A run that outlives its provider may finish; nothing is kept of it.
            pool.close();
        }
        Iterator<PgPool> eldest = pools.values().iterator();
        while (pools.size() > limits.targets()) {
            eldest.next().close();
            eldest.remove();
        }
        return pool;
    }

    /** How many connections are lent, over all targets. */
    synchronized int active() {
        return pools.values().stream().mapToInt(PgPool::active).sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
        pools.values().forEach(PgPool::close);
    }
}
