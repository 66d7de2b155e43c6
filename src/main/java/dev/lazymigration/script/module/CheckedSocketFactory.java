package dev.lazymigration.script.module;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to {@link ReachableHosts} only. Public, with a constructor for a text, because drivers create it
 * by its name. Safe for use by several threads.
 */
public final class CheckedSocketFactory extends SocketFactory {

    private final ReachableHosts hosts;

    CheckedSocketFactory(ReachableHosts hosts) {
        this.hosts = hosts;
    }

    /** @param hosts a list as {@link ReachableHosts#parse} reads it */
    public CheckedSocketFactory(String hosts) {
        this(ReachableHosts.parse(hosts));
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket(hosts);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(SocketAddress remote, SocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class CheckedSocket extends Socket {

        private final ReachableHosts hosts;

        private CheckedSocket(ReachableHosts hosts) {
            this.hosts = hosts;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new CountedInput(super.getInputStream());
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress remote)) {
                throw new UnreachableHostException(String.valueOf(endpoint));
            }
            if (remote.isUnresolved()) {
                InetAddress address = hosts.resolve(remote.getHostString()).get(0);
                super.connect(new InetSocketAddress(address, remote.getPort()), timeout);
            } else {
                hosts.check(remote.getHostString(), remote.getAddress());
                super.connect(remote, timeout);
            }
        }
    }

    private static final class CountedInput extends FilterInputStream {

        private CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            Traffic.check();
            int read = super.read();
            Traffic.count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Traffic.check();
            int read = super.read(buffer, offset, length);
            Traffic.count(read);
            return read;
        }
    }
}
