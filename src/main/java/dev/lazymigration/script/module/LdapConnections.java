package dev.lazymigration.script.module;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import com.unboundid.util.ssl.TrustAllSSLSocketVerifier;
import dev.lazymigration.script.Deadline;
import dev.lazymigration.script.HostException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to directories, a bounded number at a time. They are not kept for other runs: a connection is as
 * good as the password that was last checked over it.
 */
final class LdapConnections {

    /** Bytes; one entry with its photographs. */
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private final ReachableHosts hosts;
    private final int most;
    private final Semaphore room;

    LdapConnections(HostSettings settings) {
        this.hosts = settings.hosts();
        this.most = (int) Math.min(
                Integer.MAX_VALUE,
                (long) settings.pools().connections() * settings.pools().targets());
        this.room = new Semaphore(most, true);
    }

    /** A connection to the first of the servers that answers. */
    LdapSession open(LdapTarget target, Deadline deadline) throws HostException {
        enter(deadline);
        boolean open = false;
        try {
            LdapSession session = connected(target, deadline);
            open = true;
            return session;
        } finally {
            if (!open) {
                room.release();
            }
        }
    }

    /** How many connections are open. */
    int active() {
        return most - room.availablePermits();
    }

    private void enter(Deadline deadline) throws HostException {
        try {
            if (!room.tryAcquire(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                throw HostException.unavailable(
                        "All " + most + " connections to directories are in use", "ETIMEDOUT", Map.of(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TimeIsUp.during("interrupted while waiting for a connection to a directory", e);
        }
    }

    private LdapSession connected(LdapTarget target, Deadline deadline) throws HostException {
        HostException failure = null;
        for (LdapTarget.Server server : target.servers()) {
            TimeIsUp.check(deadline, "connecting to a directory");
            try {
                return connected(server, target, deadline);
            } catch (LDAPException e) {
                failure = LdapFailure.connecting(server, e);
            }
        }
        throw failure;
    }

    private LdapSession connected(LdapTarget.Server server, LdapTarget target, Deadline deadline)
            throws HostException, LDAPException {
        InetAddress address = address(server, deadline);
        int millis = LdapTarget.millis(target.connectTimeout(), deadline);
        LdapSockets sockets = new LdapSockets(
                server,
                server.encrypted() ? Optional.of(target.trust().context().getSocketFactory()) : Optional.empty(),
                millis);
        LDAPConnection connection = new LDAPConnection(sockets, options(target.trust(), millis));
        Deadline.Guard guard = deadline.guard(sockets::abort);
        try {
            connection.connect(server.host(), address, server.port(), millis);
        } catch (LDAPException e) {
            sockets.abort();
            throw e;
        } finally {
            guard.close();
        }
        return new LdapSession(connection, sockets, target, room::release);
    }

    /** The library would look the name up itself, for as long as that takes. */
    private InetAddress address(LdapTarget.Server server, Deadline deadline) throws HostException, LDAPException {
        try {
            return new HostAddresses(hosts, deadline).of(server.host()).get(0);
        } catch (IOException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "No address can be reached", e);
        }
    }

    private static LDAPConnectionOptions options(TlsTrust trust, int connectMillis) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(connectMillis);
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setMaxMessageSize(MAX_MESSAGE);
        options.setUseSchema(false);
        // Answers are read by the thread that asks; otherwise each connection had one of its own.
        options.setUseSynchronousMode(true);
        // Closing is not to wait for what is still to be sent.
        options.setUseLinger(false, 0);
        options.setSSLSocketVerifier(verifier(trust));
        return options;
    }

    /** Whether the certificate is for the name that was asked for; that it is trusted is the TLS context's to say. */
    static SSLSocketVerifier verifier(TlsTrust trust) {
        return trust.verified() ? new HostNameSSLSocketVerifier(true) : TrustAllSSLSocketVerifier.getInstance();
    }
}
