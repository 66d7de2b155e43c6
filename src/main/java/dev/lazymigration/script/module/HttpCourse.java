package dev.lazymigration.script.module;

import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import org.apache.http.HttpConnection;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.conn.ConnectionShutdownException;

/**
 * The course of one request, as the client tells it: which way it takes and what has arrived. A context of its own for
 * each request also means that no cookie and no authentication is left for the next one.
 *
 * <p>Written by the thread of the run, read by the watchdog too.
 */
final class HttpCourse extends HttpClientContext {

    /** More than the longest body, by what headers and chunks may add. */
    private static final long MOST_RECEIVED = HttpBody.LONGEST + 1024 * 1024;

    private final boolean onlyByProxy;
    private boolean throughTunnel;
    private boolean sentThroughTunnel;
    private volatile HttpConnection connection;
    private volatile long receivedBefore;

    /** @param onlyByProxy whether the client must not look up the host itself, because nobody checked its address */
    HttpCourse(boolean onlyByProxy) {
        this.onlyByProxy = onlyByProxy;
    }

    @Override
    public void setAttribute(String name, Object value) {
        if (HTTP_ROUTE.equals(name) && value instanceof HttpRoute route) {
            take(route);
        }
        if (HTTP_REQ_SENT.equals(name)
                && Boolean.TRUE.equals(value)
                && connection instanceof ManagedHttpClientConnection leased) {
            // Before there is TLS, it is the proxy that was asked, for a tunnel.
            sentThroughTunnel = leased.getSSLSession() != null;
        }
        if (HTTP_CONNECTION.equals(name) && value instanceof HttpConnection leased) {
            receivedBefore = leased.getMetrics().getReceivedBytesCount();
            connection = leased;
        }
        super.setAttribute(name, value);
    }

    private void take(HttpRoute route) {
        if (onlyByProxy && route.getProxyHost() == null) {
            throw new UncheckedIOException(
                    new UnknownHostException(route.getTargetHost().getHostName()));
        }
        throughTunnel = route.getProxyHost() != null && route.isSecure();
    }

    /** Whether the answer is that of a proxy, which would not make a connection to the server. */
    boolean isOfTheProxy() {
        return throughTunnel && !sentThroughTunnel;
    }

    /** Whether the server has sent more than any answer may have, headers of endless length included. */
    boolean isFlooded() {
        HttpConnection leased = connection;
        try {
            return leased != null && leased.getMetrics().getReceivedBytesCount() - receivedBefore > MOST_RECEIVED;
        } catch (ConnectionShutdownException e) {
            return false;
        }
    }
}
