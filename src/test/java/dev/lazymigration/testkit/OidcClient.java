package dev.lazymigration.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application that lets its users log in with Keycloak: a public OpenID Connect client. */
public final class OidcClient {

    /** Long enough for PKCE; a test needs no secret one. */
    private static final String VERIFIER = "a-code-verifier-of-the-tests-that-is-at-least-43-characters-long";

    private final String realmUrl;
    private final String clientId;
    private final String redirectUri;
    private final Map<String, String> authentication;
    private final HttpClient http = PlainHttp.client();

    public OidcClient(String realmUrl, String clientId, String redirectUri) {
        this(realmUrl, clientId, redirectUri, Map.of());
    }

    private OidcClient(String realmUrl, String clientId, String redirectUri, Map<String, String> authentication) {
        this.realmUrl = realmUrl;
        this.clientId = clientId;
        this.redirectUri = redirectUri;
        this.authentication = authentication;
    }

    /** The same as a confidential client. */
    public OidcClient withSecret(String secret) {
        return new OidcClient(realmUrl, clientId, redirectUri, Map.of("client_secret", secret));
    }

    /** An answer in JSON; no body is an empty object. */
    public record Answer(int status, HttpHeaders headers, JsonNode body) {

        public String accessToken() {
            return required("access_token");
        }

        public String refreshToken() {
            return required("refresh_token");
        }

        /** The code of the error, {@code invalid_grant} for example; empty if there is none. */
        public String error() {
            return body.path("error").asText();
        }

        public String errorDescription() {
            return body.path("error_description").asText();
        }

        /** What the access token says. */
        public JsonNode claims() {
            byte[] payload = Base64.getUrlDecoder().decode(accessToken().split("\\.")[1]);
            return parse(new String(payload, StandardCharsets.UTF_8));
        }

        /** The id of the user the access token is for. */
        public String subject() {
            return claims().path("sub").asText();
        }

        private String required(String field) {
            if (!body.hasNonNull(field)) {
                throw new AssertionError("No " + field + " in the answer " + status + " " + body);
            }
            return body.get(field).asText();
        }
    }

    /** Where a user is sent to log in. */
    public URI authorizationUri() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("response_type", "code");
        parameters.put("scope", "openid profile email");
        parameters.put("state", "state-of-the-tests");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return URI.create(realmUrl + "/protocol/openid-connect/auth?" + QueryString.of(parameters));
    }

    /** The login page in the browser. */
    public LoginPage openLogin(Browser browser) {
        return new LoginPage(this, browser.open(authorizationUri()));
    }

    /** Whether the browser has been sent back to the application with a code. */
    public boolean isSignedIn(Browser browser) {
        return browser.location().toString().startsWith(redirectUri) && browser.parameter("code") != null;
    }

    /** The tokens for the code that the browser came back with. */
    public Answer tokens(Browser browser) {
        if (!isSignedIn(browser)) {
            throw new AssertionError("Not signed in, but at " + browser.location() + ":\n" + browser.text());
        }
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                browser.parameter("code"),
                "redirect_uri",
                redirectUri,
                "code_verifier",
                VERIFIER));
    }

    /** The direct grant: user name and password for tokens. */
    public Answer directGrant(String username, String password) {
        return token(Map.of(
                "grant_type", "password", "username", username, "password", password, "scope", "openid profile email"));
    }

    /** The direct grant of a user with a second factor. */
    public Answer directGrant(String username, String password, String code) {
        return token(Map.of(
                "grant_type",
                "password",
                "username",
                username,
                "password",
                password,
                "totp",
                code,
                "scope",
                "openid profile email"));
    }

    public Answer refresh(Answer tokens) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken()));
    }

    /** Tokens of this realm for one of another issuer, which is an identity provider here. */
    public Answer exchange(String subjectIssuer, Answer tokens) {
        return token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "subject_token",
                tokens.accessToken(),
                "subject_issuer",
                subjectIssuer));
    }

    public Answer userInfo(Answer tokens) {
        return get(realmUrl + "/protocol/openid-connect/userinfo", tokens);
    }

    /** The user's own profile, from the API behind the account console. */
    public Answer account(Answer tokens) {
        return get(realmUrl + "/account/?userProfileMetadata=false", tokens);
    }

    /** Changes the user's own profile, as the account console does: user name, e-mail address and names. */
    public Answer changeAccount(Answer tokens, Map<String, String> profile) {
        return send(HttpRequest.newBuilder(URI.create(realmUrl + "/account/"))
                .header("Authorization", "Bearer " + tokens.accessToken())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(profile))));
    }

    /** Ends the session on the server. */
    public Answer logout(Answer tokens) {
        return post("/protocol/openid-connect/logout", Map.of("refresh_token", tokens.refreshToken()));
    }

    /** Any address of the server, with the access token. */
    public Answer get(String address, Answer tokens) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + tokens.accessToken())
                .header("Accept", "application/json"));
    }

    private Answer token(Map<String, String> parameters) {
        return post("/protocol/openid-connect/token", parameters);
    }

    private Answer post(String path, Map<String, String> parameters) {
        Map<String, String> body = new LinkedHashMap<>(parameters);
        body.put("client_id", clientId);
        body.putAll(authentication);
        return send(HttpRequest.newBuilder(URI.create(realmUrl + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QueryString.of(body))));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), parse(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + realmUrl, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + realmUrl, e);
        }
    }

    private static String json(Map<String, String> object) {
        try {
            return new ObjectMapper().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts can be written", e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json.isBlank() ? "{}" : json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
