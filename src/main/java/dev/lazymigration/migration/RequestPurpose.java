package dev.lazymigration.migration;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventType;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;

/**
 * What the user of a request wanted, as the type of the event that Keycloak makes for it. Keycloak's own event is out of
 * the reach of a user storage, and so is its type; the address says the same.
 */
final class RequestPurpose {

    private static final Pattern PART_OF_REALM = Pattern.compile("/?realms/[^/]+/(?<part>login-actions/[^/]+|[^/]+).*");

    /** Whatever is not here is a login. */
    private static final Map<String, EventType> BY_PART = Map.of(
            "login-actions/registration", EventType.REGISTER,
            "login-actions/reset-credentials", EventType.RESET_PASSWORD,
            "login-actions/first-broker-login", EventType.IDENTITY_PROVIDER_FIRST_LOGIN,
            "login-actions/post-broker-login", EventType.IDENTITY_PROVIDER_POST_LOGIN,
            "login-actions/action-token", EventType.EXECUTE_ACTION_TOKEN,
            "login-actions/required-action", EventType.CUSTOM_REQUIRED_ACTION,
            "broker", EventType.IDENTITY_PROVIDER_LOGIN,
            "account", EventType.UPDATE_PROFILE);

    private RequestPurpose() {}

    /** Empty in a background job and for an administrator, whose doings are no user events. */
    static Optional<EventType> of(KeycloakContext context) {
        try {
            HttpRequest request = context.getHttpRequest();
            if (request.getHttpHeaders() == null) {
                // Brute-force detection at work: it has the path of the login that has failed, which has its event.
                return Optional.empty();
            }
            return of(request.getUri().getPath(), isTokenExchange(request));
        } catch (ContextNotActiveException backgroundJob) {
            return Optional.empty();
        }
    }

    /** @param tokenExchange what the token endpoint is asked for */
    static Optional<EventType> of(String path, boolean tokenExchange) {
        Matcher part = PART_OF_REALM.matcher(path);
        if (!part.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                tokenExchange ? EventType.TOKEN_EXCHANGE : BY_PART.getOrDefault(part.group("part"), EventType.LOGIN));
    }

    private static boolean isTokenExchange(HttpRequest request) {
        return request.getUri().getPath().endsWith("/protocol/openid-connect/token")
                && OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(
                        request.getDecodedFormParameters().getFirst(OAuth2Constants.GRANT_TYPE));
    }
}
