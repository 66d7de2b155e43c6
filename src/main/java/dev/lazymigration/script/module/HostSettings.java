package dev.lazymigration.script.module;

import java.util.Objects;

/**
 * What the host primitives of one provider instance may use of the server.
 *
 * @param pools how many connections
 * @param hosts where they may lead
 */
public record HostSettings(PoolLimits pools, ReachableHosts hosts) {

    public static final HostSettings DEFAULT = new HostSettings(PoolLimits.DEFAULT, ReachableHosts.DEFAULT);

    public HostSettings {
        Objects.requireNonNull(pools);
        Objects.requireNonNull(hosts);
    }
}
