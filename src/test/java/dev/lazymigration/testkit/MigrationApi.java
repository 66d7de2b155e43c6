package dev.lazymigration.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Our admin API of one provider, in the hands of one administrator. */
public final class MigrationApi {

    /** Of each administrator that is made here. */
    public static final String ADMINISTRATORS_PASSWORD = "the administrator's password";

    private final HttpClient http = PlainHttp.client();
    private final String url;
    private final String token;

    private MigrationApi(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** An answer; no body, or one that is not JSON, is an empty object. */
    public record Answer(int status, HttpResponse<String> response, JsonNode body) {}

    /** For the server's first administrator. */
    public static MigrationApi of(TestRealm realm) {
        return of(realm, realm.provider().getId());
    }

    /** The same for something else that has an id in the realm. */
    public static MigrationApi of(TestRealm realm, String providerId) {
        return new MigrationApi(
                realm.server().url() + "/admin/realms/" + realm.name() + "/lazy-migration/" + providerId + "/",
                realm.server().admin().tokenManager().getAccessTokenString());
    }

    /** For a new administrator of the realm with these roles of {@code realm-management}, who logs in for it. */
    public static MigrationApi ofAdministrator(TestRealm realm, String name, String... roles) {
        String id = realm.addUser(name, name + "@admins.example.org", ADMINISTRATORS_PASSWORD);
        String client = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        realm.admin()
                .users()
                .get(id)
                .roles()
                .clientLevel(client)
                .add(Stream.of(roles)
                        .map(role -> realm.admin()
                                .clients()
                                .get(client)
                                .roles()
                                .get(role)
                                .toRepresentation())
                        .toList());
        return of(realm)
                .as(realm.app().directGrant(name, ADMINISTRATORS_PASSWORD).accessToken());
    }

    /** For whom the access token is; null for nobody. */
    public MigrationApi as(String accessToken) {
        return new MigrationApi(url, accessToken);
    }

    /** @param path behind the provider's id, with its query */
    public Answer get(String path) {
        return get(path, "application/json");
    }

    /** The same for who accepts something else. */
    public Answer get(String path, String accepted) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET(), accepted);
    }

    /**
     * The same for who reads the answer as it comes, at his own pace.
     *
     * @return with a body that has to be closed
     */
    public HttpResponse<InputStream> open(String path, String accepted) {
        return send(
                HttpRequest.newBuilder(URI.create(url + path)).GET(),
                accepted,
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /**
     * The same as HTTP/1.0 gives it, all of it, to somebody who takes little at a time: there the answer ends where the
     * connection does, cut or not.
     */
    public String readToTheEndOfTheConnection(String path, String accepted) {
        URI address = URI.create(url + path);
        String request = "GET " + address.getRawPath() + " HTTP/1.0\r\nHost: " + address.getAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\nAccept: " + accepted + "\r\n\r\n";
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1_024);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + url, e);
        }
    }

    /** Lifts the tombstone of a legacy user. */
    public Answer lift(String legacyId) {
        return send(
                HttpRequest.newBuilder(URI.create(url + "records/" + encoded(legacyId)))
                        .DELETE(),
                "application/json");
    }

    /** Tries a script out. */
    public Answer tryOut(Map<String, Object> request) {
        try {
            return tryOut(new ObjectMapper().writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends that in the place of a trial. */
    public Answer tryOut(String body) {
        return post("try", body);
    }

    /** @param path behind the provider's id */
    public Answer post(String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "application/json");
    }

    /** @param path behind the provider's id */
    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE(), "application/json");
    }

    /** Sends that to the end of the migration. */
    public Answer finish(String body) {
        return post("finish", body);
    }

    /** Sends that to the mails for users who have no password in Keycloak yet. */
    public Answer mails(String body) {
        return post("finish/mails", body);
    }

    /** Takes the end of the migration back. */
    public Answer reopen() {
        return delete("finish");
    }

    /** A text as it has to be in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(HttpRequest.Builder request, String accepted) {
        HttpResponse<String> response = send(request, accepted, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response, parse(response.body()));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, String accepted, HttpResponse.BodyHandler<T> body) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(
                    request.header("Accept", accepted)
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    body);
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + url, e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json.isBlank() ? "{}" : json);
        } catch (JsonProcessingException notJson) {
            return new ObjectMapper().createObjectNode();
        }
    }
}
