package dev.lazymigration.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A legacy system behind an API: {@code POST /login} with {@code email} and {@code password} in JSON answers with 200 and
 * the profile, or with 401.
 */
public final class LegacyWebService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> askedFor = new CopyOnWriteArrayList<>();

    private LegacyWebService(HttpServer server, String scheme, LegacyAccount account) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/login", exchange -> login(exchange, account));
        server.setExecutor(threads);
        server.start();
    }

    /** Without encryption, for one account. */
    public static LegacyWebService launch(LegacyAccount account) {
        try {
            return new LegacyWebService(HttpServer.create(address(), 0), "http", account);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the web service", e);
        }
    }

    /** Shows the certificate to whoever connects. */
    public static LegacyWebService launch(LegacyAccount account, ServerCertificate certificate) {
        try {
            HttpsServer server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
            return new LegacyWebService(server, "https", account);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the web service", e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void login(HttpExchange exchange, LegacyAccount account) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
        askedFor.add(question.path("email").asText());
        boolean proved = question.path("email").asText().equals(account.email())
                && question.path("password").asText().equals(account.password());
        byte[] answer = JSON.writeValueAsBytes(
                proved
                        ? Map.of("user_id", "7", "email", account.email(), "name", "Ada Example")
                        : Map.of("error", "wrong password"));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(proved ? 200 : 401, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    public String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    /** The addresses of those who tried to log in. */
    public List<String> askedFor() {
        return List.copyOf(askedFor);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
