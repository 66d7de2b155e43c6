package dev.lazymigration.script.module;

import java.util.Objects;

/**
 * What the host primitives of one provider instance may use of the server.
 *
 * @param pools how many connections
 * @param hosts where they may lead
 * @param http what HTTP requests go through
 */
public record HostSettings(PoolLimits pools, ReachableHosts hosts, HttpSource http) {

    /** With an HTTP client that knows nothing of Keycloak's settings. */
    public static final HostSettings DEFAULT =
            new HostSettings(PoolLimits.DEFAULT, ReachableHosts.DEFAULT, HttpSource.plain());

    public HostSettings {
        Objects.requireNonNull(pools);
        Objects.requireNonNull(hosts);
        Objects.requireNonNull(http);
    }

    public HostSettings withHttp(HttpSource newHttp) {
        return new HostSettings(pools, hosts, newHttp);
    }
}
