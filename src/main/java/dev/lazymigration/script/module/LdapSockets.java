package dev.lazymigration.script.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the socket of one connection to a directory, and can close it while somebody waits for it. The library limits
 * neither the TLS handshake nor an answer that comes in drops.
 */
final class LdapSockets extends SocketFactory {

    private final LdapTarget.Server server;
    private final Optional<SSLSocketFactory> encryption;
    private final int millis;
    private final Socket raw = new Socket();

    /** @param millis how long to wait for the connection, and for each part of the handshake */
    LdapSockets(LdapTarget.Server server, Optional<SSLSocketFactory> encryption, int millis) {
        this.server = server;
        this.encryption = encryption;
        this.millis = millis;
    }

    /** Ends whatever is done with the socket. */
    void abort() {
        try {
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library asks for one with its address when it gets none here. */
    @Override
    public Socket createSocket() throws SocketException {
        if (encryption.isPresent()) {
            throw new SocketException("TLS needs a connection below it");
        }
        return raw;
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        raw.setSoTimeout(millis);
        raw.connect(new InetSocketAddress(address, port), millis);
        return encryption.isPresent() ? encryption.get().createSocket(raw, server.host(), port, true) : raw;
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    /** Names are looked up by {@link HostAddresses} alone. */
    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnreachableHostException(host);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localAddress, int localPort) throws IOException {
        throw new UnreachableHostException(host);
    }
}
