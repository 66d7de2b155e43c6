package dev.lazymigration;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
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
 * ({@code UserStorageManager#tryResolveFederatedUser}); the exceptions here reach the caller. That of a flow is not
 * counted as a wrong password by brute-force detection.
 */
record RequestEnd(KeycloakSession session) {

    /** The key of the message for a user who cannot be imported as he is. */
    static final String CONFLICT_MESSAGE = "lazyMigrationConflict";

    /** For machines, in seconds: within that time after the legacy system is back logins work again. */
    private static final int RETRY_AFTER = 10;

    /**
     * It could not be found out who the user is, or whether his password is right. The event of it is ours, so
     * Keycloak's is avoided where that can be: it would be a second one, and call it something else.
     */
    RuntimeException unavailable() {
        Optional<String> path = pathSeenByAPerson();
        if (path.isEmpty()) {
            return json(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "temporarily_unavailable",
                    "The account cannot be checked right now, try again later");
        }
        Response page =
                retriable(Response.fromResponse(page(Response.Status.SERVICE_UNAVAILABLE, "lazyMigrationUnavailable")));
        return isAtBeginOfFlow(path.get())
                ? new PageInstead(AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR, page)
                : new WebApplicationException(page);
    }

    /** The password is right, but the user cannot become a user of this realm until an administrator has acted. */
    RuntimeException conflict() {
        return ended(
                AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR,
                Response.Status.CONFLICT,
                CONFLICT_MESSAGE,
                "access_denied",
                "The account cannot be used, contact the administrator");
    }

    /** The legacy system has switched the account off; Keycloak's own words for one that is off in Keycloak. */
    RuntimeException disabled() {
        return ended(
                AuthenticationFlowError.USER_DISABLED,
                Response.Status.BAD_REQUEST,
                Messages.ACCOUNT_DISABLED,
                "invalid_grant",
                "Account disabled");
    }

    private RuntimeException ended(
            AuthenticationFlowError flowError,
            Response.Status status,
            String messageKey,
            String error,
            String description) {
        Optional<String> path = pathSeenByAPerson();
        if (path.isEmpty()) {
            return json(status, error, description);
        }
        Response page = page(status, messageKey);
        return isInFlowProcessor(path.get()) ? new PageInstead(flowError, page) : new WebApplicationException(page);
    }

    private Optional<String> pathSeenByAPerson() {
        return requestPath().filter(this::isSeenByAPerson);
    }

    /** Empty in a background job. */
    private Optional<String> requestPath() {
        try {
            return Optional.of(session.getContext().getHttpRequest().getUri().getPath());
        } catch (ContextNotActiveException backgroundJob) {
            return Optional.empty();
        }
    }

    /**
     * What a client accepts is the criterion of Keycloak's own {@code KeycloakErrorHandler}. The token endpoint speaks
     * JSON to everybody: some HTTP clients accept pages without meaning it. The job of brute-force detection has the path
     * of a login and no headers.
     */
    private boolean isSeenByAPerson(String path) {
        return !new BruteForceJob(session).isRunning()
                && !path.endsWith("/token")
                && MediaTypeMatcher.isHtmlRequest(
                        session.getContext().getHttpRequest().getHttpHeaders());
    }

    /**
     * Whether {@code AuthenticationProcessor} is at work, which makes an event of the exception and passes its page on.
     * Links from mails, required actions and the way back from an identity provider have nobody to catch it. In the
     * first login by an identity provider, where each step is an alternative to the next, it would count as one that
     * did not work ({@code DefaultAuthenticationFlow#processFlow}), and the user be told that he is unknown.
     */
    private boolean isInFlowProcessor(String path) {
        return isAtBeginOfFlow(path)
                || session.getContext().getAuthenticationSession() != null
                        && (path.endsWith("/login-actions/authenticate")
                                || path.endsWith("/login-actions/registration")
                                || path.endsWith("/login-actions/reset-credentials")
                                || path.endsWith("/login-actions/post-broker-login"));
    }

    /** Where the flow processor lets no other exception through ({@code AuthorizationEndpointBase}). */
    private boolean isAtBeginOfFlow(String path) {
        return session.getContext().getAuthenticationSession() != null
                && (path.endsWith("/protocol/openid-connect/auth") || path.endsWith("/protocol/saml"));
    }

    private Response page(Response.Status status, String messageKey) {
        LoginFormsProvider forms = session.getProvider(LoginFormsProvider.class);
        if (session.getContext().getAuthenticationSession() != null) {
            forms.setAuthenticationSession(session.getContext().getAuthenticationSession());
        }
        return forms.setError(messageKey).createErrorPage(status);
    }

    private RuntimeException json(Response.Status status, String error, String description) {
        // As KeycloakErrorHandler does, which is not asked about an exception that brings its answer. A failure that
        // brute-force detection counts is written down all the same.
        if (!new BruteForceJob(session).isRunning()) {
            session.getTransactionManager().setRollbackOnly();
        }
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", error, "error_description", description));
        return new WebApplicationException(
                status == Response.Status.SERVICE_UNAVAILABLE ? retriable(answer) : answer.build());
    }

    private Response retriable(Response.ResponseBuilder answer) {
        // Keycloak has set it for most requests; in the answer it would be there a second time.
        requestPath()
                .ifPresent(path ->
                        session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store"));
        return answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER).build();
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
