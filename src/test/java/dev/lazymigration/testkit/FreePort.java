package dev.lazymigration.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports that nobody listens on. */
public final class FreePort {

    private FreePort() {}

    /** A port that is free now; whoever needs it should take it soon. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** Whether a server could listen on the port, on all addresses and on the loopback one. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port))
                && canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Keycloak does: a port in TIME_WAIT is free.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
