package dev.lazymigration.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The part of Auth0's authentication and management APIs that the guide's scripts use, as Auth0 documents it, with one
 * user: ada@example.org, whose password is {@code U*U}.
 */
final class Auth0Apis implements AutoCloseable {

    static final String CONNECTION = "legacy-users";
    static final String CLIENT_ID = "keycloak";
    static final String CLIENT_SECRET = "client secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> ADA = Map.of(
            "user_id", "auth0|7",
            "email", "ada@example.org",
            "identities", List.of(Map.of("connection", CONNECTION, "user_id", "7")));

    private final HttpServer server;

    Auth0Apis() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth/token", this::token);
        server.createContext("/userinfo", exchange -> answerTo("Bearer ada's token", exchange, profile()));
        server.createContext(
                "/api/v2/users-by-email",
                exchange -> answerTo(
                        "Bearer management token",
                        exchange,
                        exchange.getRequestURI().getQuery().equals("email=ada@example.org")
                                ? List.of(ADA)
                                : List.of()));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static Map<String, String> profile() {
        return Map.of("sub", "auth0|7", "email", "ada@example.org");
    }

    private void token(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!request.path("client_id").asText().equals(CLIENT_ID)
                || !request.path("client_secret").asText().equals(CLIENT_SECRET)) {
            answer(exchange, 401, Map.of("error", "access_denied", "error_description", "Unauthorized"));
        } else if (request.path("grant_type").asText().equals("client_credentials")) {
            boolean forUsers = request.path("audience").asText().equals(url() + "/api/v2/");
            answer(exchange, 200, Map.of("access_token", forUsers ? "management token" : "another token"));
        } else if (isAda(request, exchange.getRequestHeaders().getFirst("auth0-forwarded-for"))) {
            answer(exchange, 200, Map.of("access_token", "ada's token", "token_type", "Bearer"));
        } else {
            answer(exchange, 403, Map.of("error", "invalid_grant", "error_description", "Wrong email or password."));
        }
    }

    private static boolean isAda(JsonNode request, String address) {
        return request.path("grant_type").asText().equals("http://auth0.com/oauth/grant-type/password-realm")
                && request.path("realm").asText().equals(CONNECTION)
                && request.path("username").asText().equalsIgnoreCase("ada@example.org")
                && request.path("password").asText().equals("U*U")
                && "192.0.2.7".equals(address);
    }

    private static void answerTo(String authorization, HttpExchange exchange, Object answer) throws IOException {
        boolean authorized = authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, authorized ? 200 : 401, authorized ? answer : Map.of("error", "Unauthorized"));
    }

    private static void answer(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}
