package dev.lazymigration.script.module;

import java.time.Duration;

/**
 * How many database connections the scripts of one provider instance may hold.
 *
 * @param connections at most open at a time to one database with one account
 * @param targets databases and accounts that are remembered; the least recently used one is forgotten first
 * @param idle how long an unused connection stays open
 * @param lifetime how old a connection may get, so that a moved database is found again
 */
public record PoolLimits(int connections, int targets, Duration idle, Duration lifetime) {

    /** Ten connections, as in node-postgres' own pool; sixteen targets. */
    public static final PoolLimits DEFAULT = new PoolLimits(10, 16, Duration.ofMinutes(1), Duration.ofMinutes(30));

    public PoolLimits {
        if (connections < 1 || targets < 1) {
            throw new IllegalArgumentException("A pool needs room for at least one connection and one target");
        }
        if (idle.isNegative() || lifetime.isNegative()) {
            throw new IllegalArgumentException("A connection can not be idle or live for a negative time");
        }
    }

    /** The same limits with another number of connections. */
    public PoolLimits withConnections(int number) {
        return new PoolLimits(number, targets, idle, lifetime);
    }
}
