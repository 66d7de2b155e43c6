package dev.lazymigration.script.module;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks whatever a test makes it speak, for what no decent HTTP server does. */
final class RawServer implements AutoCloseable {

    /** What is done with a connection, after the head of a request has been read. */
    @FunctionalInterface
    interface Behaviour {

        void serve(OutputStream out) throws Exception;
    }

    private final ServerSocket listener;
    private final boolean readsFirst;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch clientLeft = new CountDownLatch(1);

    private RawServer(ServerSocket listener, boolean readsFirst, Behaviour behaviour) {
        this.listener = listener;
        this.readsFirst = readsFirst;
        this.behaviour = behaviour;
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer that(Behaviour behaviour) {
        return listening(true, behaviour);
    }

    private static RawServer listening(boolean readsFirst, Behaviour behaviour) {
        try {
            return new RawServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), readsFirst, behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that sends this, and closes the connection. */
    static RawServer sending(String text) {
        return that(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** One that says this before it has heard anything. */
    static RawServer greeting(String text) {
        return listening(false, out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    int requests() {
        return requests.get();
    }

    /** Open until writing to a client fails. */
    CountDownLatch clientLeft() {
        return clientLeft;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (readsFirst) {
                readHead(socket.getInputStream());
            }
            requests.incrementAndGet();
            behaviour.serve(socket.getOutputStream());
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            clientLeft.countDown();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
