package dev.lazymigration.script.module;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/** {@link CheckedSocketFactory} for the MariaDB driver, which makes it by its name. Confined to one connection. */
public final class MySqlSockets extends ConfigurableSocketFactory {

    static final String HOSTS = "lazymigration.hosts";

    private SocketFactory sockets = new CheckedSocketFactory("");

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        sockets = new CheckedSocketFactory(configuration.nonMappedOptions().getProperty(HOSTS, ""));
    }

    @Override
    public Socket createSocket() throws IOException {
        return sockets.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return sockets.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return sockets.createSocket(host, port, localHost, localPort);
    }
}
