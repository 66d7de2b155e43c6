package dev.lazymigration.script.module;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A real HTTP server on this machine, which answers what a test tells it to and remembers what it was asked. */
final class LocalHttp implements AutoCloseable {

    /** What a path answers. */
    @FunctionalInterface
    interface Handler {

        Answer answer(Received received);
    }

    /** @param client whom the client's certificate names, or null */
    record Received(String method, String uri, Headers headers, byte[] bytes, String client) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        static Answer json(int status, String json) {
            return new Answer(
                    status, Map.of("Content-Type", List.of("application/json")), json.getBytes(StandardCharsets.UTF_8));
        }

        static Answer text(String text) {
            return new Answer(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
        }

        static Answer redirect(int status, String location) {
            return new Answer(status, Map.of("Location", List.of(location)), new byte[0]);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private LocalHttp(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    static LocalHttp start() {
        try {
            return on(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LocalHttp on(HttpServer server) {
        return new LocalHttp(server);
    }

    LocalHttp at(String path, Handler handler) {
        server.createContext(path, exchange -> handle(exchange, handler));
        return this;
    }

    LocalHttp at(String path, Answer answer) {
        return at(path, question -> answer);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:" + port() + path;
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    private static String client(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange secure
                    ? secure.getSSLSession().getPeerPrincipal().getName()
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private void handle(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Received question = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes(),
                    client(exchange));
            received.add(question);
            Answer answer = handler.answer(question);
            exchange.getResponseHeaders().putAll(answer.headers());
            boolean withoutBody =
                    Optional.of(question.method()).filter("HEAD"::equals).isPresent()
                            || answer.status() == 204
                            || answer.status() == 304;
            exchange.sendResponseHeaders(
                    answer.status(), withoutBody || answer.body().length == 0 ? -1 : answer.body().length);
            if (!withoutBody) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
