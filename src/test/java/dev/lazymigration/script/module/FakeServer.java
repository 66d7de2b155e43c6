package dev.lazymigration.script.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on the loopback address that does what it is told with every connection, and closes it then. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket server;
    private final Conversation conversation;

    private FakeServer(ServerSocket server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    static FakeServer that(Conversation conversation) {
        try {
            FakeServer fake = new FakeServer(new ServerSocket(0, 50, InetAddress.getByName("localhost")), conversation);
            start(fake::accept);
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> talk(socket));
            } catch (IOException e) {
                // Closed, which ends the loop.
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            conversation.with(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The other side had enough.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Conversation {
        void with(InputStream in, OutputStream out) throws IOException;
    }
}
