package dev.lazymigration.script.module;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.connection.ServerMonitoringMode;
import com.mongodb.event.ClusterListener;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * How the driver is set up.
 *
 * @param limits for each target
 * @param hosts checked whenever the driver looks up a name, those that a replica set or DNS tells it included
 */
record MongoSettings(PoolLimits limits, ReachableHosts hosts, MongoDns dns) {

    private static final String APPLICATION_NAME = "keycloak-lazy-migration";

    /** Milliseconds, as in the Node driver; the rest of the run is an upper limit in any case. */
    private static final int CONNECT_TIMEOUT = 30_000;

    MongoClientSettings of(MongoTarget target, ClusterListener listener, Deadline deadline) throws HostException {
        ConnectionString uri = read(target, deadline);
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applicationName(APPLICATION_NAME)
                .applyConnectionString(uri)
                .dnsClient(dns)
                .inetAddressResolver(this::resolve)
                // An operation is told its time when it is done; without any here the driver would take the one that
                // sockets have, and which does not reach the server.
                .timeout(0, TimeUnit.MILLISECONDS)
                // At debug level the driver logs documents, and those of some scripts hold passwords. One character is
                // the least: zero is taken for no limit.
                .applyToLoggerSettings(logger -> logger.maxDocumentLength(1))
                .applyToClusterSettings(cluster -> cluster.addClusterListener(listener))
                // One thread a server; streaming would take two.
                .applyToServerSettings(server -> server.serverMonitoringMode(ServerMonitoringMode.POLL))
                .applyToSocketSettings(socket -> socket.connectTimeout(
                        uri.getConnectTimeout() == null ? CONNECT_TIMEOUT : uri.getConnectTimeout(),
                        TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.minSize(0)
                        .maxSize(limits.connections())
                        .maxConnectionIdleTime(limits.idle().toMillis(), TimeUnit.MILLISECONDS)
                        .maxConnectionLifeTime(limits.lifetime().toMillis(), TimeUnit.MILLISECONDS));
        SSLContext context = target.trust().context();
        return settings.applyToSslSettings(ssl -> {
                    ssl.context(context);
                    if (!target.trust().verified()) {
                        ssl.invalidHostNameAllowed(true);
                    }
                })
                .build();
    }

    /** Reading one that begins with {@code mongodb+srv://} asks for the hosts that it stands for. */
    private ConnectionString read(MongoTarget target, Deadline deadline) throws HostException {
        try {
            return Lookup.of(target.toString(), deadline, () -> new ConnectionString(target.uri(), dns));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MongoConfigurationException failure) {
                throw new MongoFailure(target).noServer(failure);
            }
            if (e.getCause() instanceof IllegalArgumentException) {
                // Not its message, which may quote a password that is not percent-encoded.
                throw HostException.broken(
                        "The MongoDB connection string for " + target + " is not valid: the user name and"
                                + " the password have to be percent-encoded, and each option needs a value of its kind");
            }
            throw new IllegalStateException("Reading a connection string threw what it does not throw", e.getCause());
        }
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            return hosts.resolve(host);
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            UnknownHostException refused = new UnknownHostException(host);
            refused.initCause(e);
            throw refused;
        }
    }
}
