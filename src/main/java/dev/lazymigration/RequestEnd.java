package dev.lazymigration;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.messages.Messages;
import org.keycloak.utils.MediaTypeMatcher;

/**
 * A request that cannot be answered with yes or no: it ends at once, in the form in which the caller can understand it.
 *
 * <p>Failing is the safe side. Were the user reported as unknown, a login would say "wrong password" and a sign-up
 * would go through and make a second account. Keycloak swallows {@code StorageUnavailableException} in just that way
 * ({@code UserStorageManager#tryResolveFederatedUser}); the exceptions here reach the caller.
 */
record RequestEnd(KeycloakSession session) {

    /** It could not be found out who the user is, or whether his password is right. */
    RuntimeException unavailable() {
        return ended(
                Response.Status.SERVICE_UNAVAILABLE,
                "lazyMigrationUnavailable",
                "temporarily_unavailable",
                "The account cannot be checked right now, try again later");
    }

    /** The password is right, but the user cannot become a user of this realm until an administrator has acted. */
    RuntimeException conflict() {
        return ended(
                Response.Status.CONFLICT,
                "lazyMigrationConflict",
                "access_denied",
                "The account cannot be used, contact the administrator");
    }

    /** The legacy system has switched the account off; Keycloak's own words for one that is off in Keycloak. */
    RuntimeException disabled() {
        return inBrowserFlow()
                ? new PageInstead(
                        AuthenticationFlowError.USER_DISABLED,
                        page(Response.Status.BAD_REQUEST, Messages.ACCOUNT_DISABLED))
                : json(Response.Status.BAD_REQUEST, "invalid_grant", "Account disabled");
    }

    private RuntimeException ended(Response.Status status, String messageKey, String error, String description) {
        // GENERIC_AUTHENTICATION_ERROR is passed on by AuthenticationProcessor#handleBrowserException without calling
        // it
        // a wrong password in the event, and is not counted by brute-force detection.
        return inBrowserFlow()
                ? new PageInstead(AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR, page(status, messageKey))
                : json(status, error, description);
    }

    /**
     * Whether somebody sees a page. The direct grant has an authentication session too, but nothing there catches an
     * {@code AuthenticationFlowException}; what a client accepts is the criterion of Keycloak's own
     * {@code KeycloakErrorHandler}.
     */
    private boolean inBrowserFlow() {
        return session.getContext().getAuthenticationSession() != null
                && MediaTypeMatcher.isHtmlRequest(
                        session.getContext().getHttpRequest().getHttpHeaders());
    }

    private Response page(Response.Status status, String messageKey) {
        return session.getProvider(LoginFormsProvider.class)
                .setAuthenticationSession(session.getContext().getAuthenticationSession())
                .setError(messageKey)
                .createErrorPage(status);
    }

    private static RuntimeException json(Response.Status status, String error, String description) {
        return new WebApplicationException(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", error, "error_description", description))
                .build());
    }

    /** Ends a flow with a page. Keycloak logs every such exception; the trace of this one would say nothing. */
    private static final class PageInstead extends AuthenticationFlowException {

        private static final long serialVersionUID = 1L;

        private PageInstead(AuthenticationFlowError error, Response page) {
            super(error, page);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
