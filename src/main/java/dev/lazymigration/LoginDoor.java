package dev.lazymigration;

import jakarta.enterprise.context.ContextNotActiveException;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * Tells requests in which somebody types a name to come in from those in which somebody gets one: signs up, comes by an
 * identity provider for the first time, changes his address, is created by an administrator. To the former it does no
 * harm to be told "nobody" for some seconds too long; the latter would make a second account.
 */
record LoginDoor(KeycloakSession session) {

    /** When in doubt it is not. */
    boolean isWhereWeAre() {
        try {
            HttpRequest request = session.getContext().getHttpRequest();
            String path = request.getUri().getPath();
            return path.endsWith("/login-actions/authenticate")
                    || path.endsWith("/login-actions/reset-credentials")
                    || path.endsWith("/protocol/openid-connect/auth")
                    || path.endsWith("/protocol/saml")
                    || path.endsWith("/protocol/openid-connect/token") && isPasswordGrant(request);
        } catch (ContextNotActiveException backgroundJob) {
            return false;
        }
    }

    /** A token of another issuer can make a user ({@code AbstractTokenExchangeProvider}). */
    private static boolean isPasswordGrant(HttpRequest request) {
        return OAuth2Constants.PASSWORD.equals(
                request.getDecodedFormParameters().getFirst(OAuth2Constants.GRANT_TYPE));
    }
}
